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
  recommendations: links.recommendations,

  yourRatings: (n: number) => `Your ratings (${n})`,
  all: (n: number) => `Show all ${n}`,
  elsewhere: 'Rated elsewhere?',
  fromServices: 'from Letterboxd, IMDb, Netflix, Trakt or MovieLens.',
  starsFor: (movie: string) => `Stars for ${movie}`,
  remove: (movie: string) => `Remove ${movie}`,

  startOver: 'Start over',
  askFor: (deed: string) => `${deed}?`,
  askedAgain: 'The movies you have not seen will be asked again.',
  forgotten: (nRated: number, also: string) =>
    `Your ${nRated === 1 ? 'rating' : `${nRated} ratings`}${also} will be forgotten. This cannot be undone.`,
  alsoWatchlist: ' and your watchlist',
  alsoDismissed: ' and what is not for you',
  forget: 'Forget everything',
  keep: 'Keep my ratings',

  undo: 'Undo',
  close: 'Close this note',
} as const
