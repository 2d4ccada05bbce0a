import type { Said } from '@/api/types'
import { saidText } from '@/features/ratings'

/** Every word of this feature that a visitor reads, apart from those in reasonText.ts and workText.ts. */
export const text = {
  title: 'Now showing for you',
  source: (said: Said) => `From ${saidText(said)}.`,
  rateMore: 'Rate more',
  list: 'Recommended movies',
  switcher: 'How the list is made',
  model: 'Model',

  nothingLeft: 'Nothing left to recommend',
  nothingLeftWhy: 'This model has no movie for you that you do not know. Try another one.',
  nothingPasses: 'No movie is like that',
  nothingPassesWhy: 'Nothing that you do not know passes these genres and years. Take one away, or start again.',
  nothingOfWatchlistWhy: 'Your watchlist has no movie that you do not know and that passes. Put movies on it, or start again.',
  clear: 'Show the list without filters',
  standardModel: 'Use the standard model',

  why: 'Why?',
  whyOf: (title: string) => `Why ${title}?`,
  watchlist: (title: string) => `Watchlist: ${title}`,
  watchlistHint: 'Watchlist',
  saved: (title: string) => `${title} is on your watchlist.`,
  unsaved: (title: string) => `${title} is off your watchlist.`,
  seen: (title: string) => `Seen it: ${title}`,
  seenHint: 'Seen it',
  alike: (title: string) => `More like ${title}`,
  alikeHint: 'More like this',
  dismiss: (title: string) => `Not for me: ${title}`,
  dismissHint: 'Not for me',
  dismissed: (title: string) => `${title} will not be shown again.`,
  ask: 'How was it?',
  rate: (movie: string) => `Your stars for ${movie}`,
  rated: (title: string, stars: string) => `${title}: ${stars}.`,

  yourStars: 'Your stars',
  yourStarsHint: 'Change a star and the list follows',
  starsFor: (movie: string) => `Stars for ${movie}`,

  newMark: 'new',
  isNew: 'new in the list',
  moved: (way: 'up' | 'down', nPlaces: number) => {
    const places = nPlaces === 1 ? '1 place' : `${nPlaces} places`
    return `${way === 'up' ? 'up' : 'down'} ${places}`
  },
  nNew: (n: number) => `${n} new`,
  nMoved: (n: number) => `${n} moved`,
  changed: (what: string) => `The list has changed: ${what}.`,
} as const
