import type { Contribution, Recommendation, Said } from '@/api/types'
import { saidText } from '@/features/ratings'
import { ordinal } from '@/ui/ordinal'
import { starsText } from '@/ui/starsText'
import type { Step } from './waterfall'

const count = new Intl.NumberFormat('en')

/** Every word of this feature that a visitor reads, apart from those in the functions below. */
export const text = {
  label: (title: string) => `Why ${title}?`,
  why: 'Why',
  whyEnd: '?',
  close: (title: string) => `Close: why ${title}`,
  asking: (said: Said) => {
    if (said.ratings.length + said.seen.length === 1) return `Asking again without ${saidText(said)}`
    return `Asking again without each of ${said.seen.length === 0 ? 'your ratings' : 'your movies'}`
  },

  lifts: 'What you said that lifts it',
  holds: 'What you said that holds it back',
  together: 'Together',
  scale: '(the first pick has 100)',
  points: 'points',
  said: { stars: 'stars', liked: 'liked', seen: 'seen' },

  noSums: 'No sums from this model',
  noSumsWhy:
    'It goes by groups of people or by fame, not by adding up your movies one by one. The standard model does.',
  standardModel: 'Use the standard model',

  forecast: 'Your likely stars',
  forecastStars: 'stars from you, we think',
  forecastNote: (range: string) =>
    `${range}; outside that once in five. A separate model predicts this, so the list need not follow it.`,
} as const

/** "+12", "−3" with a true minus, "0". */
export function pointsText(points: number): string {
  if (points === 0) return '0'
  return `${points > 0 ? '+' : '−'}${count.format(Math.abs(points))}`
}

/** Names a step for the visitor. */
export function sourceText(source: Step['source'], nRest: number): string {
  if (source === 'everybody') return 'What everybody thinks of it'
  if (source === 'rest') return nRest === 1 ? 'Your one other movie' : `Your ${count.format(nRest)} other movies`
  return source.title
}

/** The movie's place without this rating; `null` if that was not computed. */
export function withoutText(rankWithout: number | null, rank: number): string | null {
  if (rankWithout === null) return null
  return rankWithout === rank ? `without it: still ${ordinal(rank)}` : `without it: ${ordinal(rankWithout)}`
}

/** Names the rating that the movie's place depends on most, in a sentence. */
export function whatIfText({ rank, explanation }: Recommendation): string | null {
  const asked = explanation?.contributions.filter((one) => one.rank_without !== null) ?? []
  const decisive = asked.reduce<Contribution | null>((best, one) => {
    const isFarther = best === null || move(one, rank) > move(best, rank)
    return isFarther ? one : best
  }, null)
  if (decisive?.rank_without == null) return null
  if (decisive.rank_without === rank) {
    // Only the ratings that move the list most were tried, so nothing is claimed about the others.
    const isAll = asked.length === explanation?.contributions.length
    const tried = isAll ? 'any one of them' : `any one of the ${asked.length} that weigh the most`
    return `No single movie decides: without ${tried} this would still be ${ordinal(rank)}.`
  }
  return `Without ${sayingText(decisive)} this would be ${ordinal(decisive.rank_without)} instead of ${ordinal(rank)}.`
}

function sayingText({ title, evidence, stars }: Contribution): string {
  if (stars !== null) return `your ${starsText(stars)} for ${title}`
  return evidence === 'liked' ? `your liking ${title}` : `your having seen ${title}`
}

function move({ rank_without: without }: Contribution, rank: number): number {
  return without === null ? 0 : Math.abs(without - rank)
}
