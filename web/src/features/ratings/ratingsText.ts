import { links } from '@/ui/uiText'

/** Every word of this feature that a visitor reads, besides those of `progressText` and `goneText`. */
export const text = {
  how: 'How it works',
  steps: [
    'Give stars to movies you know. Low ones count as much as high ones.',
    'Skip what you have not seen, or search for your favourites.',
    'See what fits your taste, with a reason for every pick.',
  ],

  none: 'Nothing to go by yet',
  noneWhy: 'Rate one movie you know, or better eight, and your list appears here.',
  rate: links.rate,
  bring: 'Bring your ratings',

  progress: 'Your progress',
  onlySeen: (n: number) => `${n === 1 ? 'One movie' : `${n} movies`} seen, without stars: enough to start. Stars give better picks.`,
  recommendations: links.recommendations,

  yourRatings: (n: number) => `Your ratings (${n})`,
  alsoSeen: (n: number) => `${n === 1 ? 'One movie' : `${n} movies`} seen without stars ${n === 1 ? 'counts' : 'count'}, too. Rate one to say how you liked it.`,
  all: (n: number) => `Show all ${n}`,
  elsewhere: 'Rated elsewhere?',
  fromServices: 'from Letterboxd, IMDb, Netflix, Trakt and other services.',
  starsFor: (movie: string) => `Stars for ${movie}`,
  remove: (movie: string) => `Remove ${movie}`,

  startOver: 'Start over',
  askFor: (deed: string) => `${deed}?`,
  askedAgain: 'The movies you have not seen will be asked again.',
  forgotten: (what: string, also: string) => `${what}${also} will be forgotten. This cannot be undone.`,
  alsoWatchlist: ' and your watchlist',
  alsoDismissed: ' and what is not for you',
  forget: 'Forget everything',
  keep: 'Keep my ratings',

  undo: 'Undo',
  close: 'Close this note',
} as const
