import type { CitedMovie, Reason } from '@/api/types'
import { starsNumber, starsText } from '@/ui/starsText'

const count = new Intl.NumberFormat('en')
const listed = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' })
const mean = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Fewer stars than this are not praise: "because you gave it 1 star" would puzzle a visitor. */
const PRAISE = 3

/** Why a movie is in the list, in words. */
export function reasonText(reason: Reason): string {
  const stars = `${mean.format(reason.mean_stars)} stars`
  switch (reason.kind) {
    case 'popular':
      return `Popular with everybody: ${stars} on average over ${ratings(reason.n_ratings)}.`
    case 'popular_with_fans':
      return `Popular with people who ${reason.fans_of.evidence === 'seen' ? 'saw' : 'like'} ${reason.fans_of.title}.`
    case 'taste_group':
      return `Your taste group gives it ${stars}, over ${ratings(reason.n_ratings)} from its ${count.format(reason.n_members)} people.`
    case 'similar_users':
      return `${count.format(reason.n_ratings)} of the ${count.format(reason.n_neighbours)} people most like you rated it: ${stars} on average.`
    case 'your_ratings':
      return yourRatingsText(reason.rated)
  }
}

/** "Because you gave Heat 5 stars and Casino 4½.", "Because you gave Heat 5 stars and saw Casino." */
function yourRatingsText(rated: CitedMovie[]): string {
  if (rated.some(({ stars }) => stars !== null && stars < PRAISE)) {
    const what = rated.length === 1 ? 'rating' : 'ratings'
    return `Fits your ${what} of ${listed.format(rated.map(({ title }) => title))}.`
  }
  const deeds = rated.map((cited, place) => deed(cited, rated[place - 1]))
  return `Because you ${listed.format(deeds)}.`
}

const VERBS = { stars: 'gave', liked: 'liked', seen: 'saw' } as const

/** What the visitor did; the verb and "stars" are left out where the movie before has them, too. */
function deed({ title, evidence, stars }: CitedMovie, before: CitedMovie | undefined): string {
  const isSame = before?.evidence === evidence
  const given = stars === null ? '' : ` ${isSame ? starsNumber(stars) : starsText(stars)}`
  return `${isSame ? '' : `${VERBS[evidence]} `}${title}${given}`
}

function ratings(n: number): string {
  return `${count.format(n)} ${n === 1 ? 'rating' : 'ratings'}`
}
