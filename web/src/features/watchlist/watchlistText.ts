import { links } from '@/ui/uiText'

/** Every word of this feature that a visitor reads. */
export const text = {
  none: 'Nothing on your watchlist yet',
  noneHelp: 'Press the bookmark under a movie you want to see, and it waits for you here.',
  recommendations: links.recommendations,

  title: 'Your watchlist',
  lead: (nSaved: number) => {
    const waiting = nSaved === 1 ? 'One movie waits' : `${nSaved} movies wait`
    return `${waiting} for you, in this browser. Rate one once you have seen it, and your list learns from it.`
  },
  list: 'Movies to watch',
  takeOff: (title: string) => `Take off the watchlist: ${title}`,
  takeOffHint: 'Take off',
  takenOff: (title: string) => `${title} is off your watchlist.`,
  ask: 'Seen it? Rate it',
  rate: (movie: string) => `Your stars for ${movie}`,
  rated: (title: string, stars: string) => `${title}: ${stars}.`,

  dismissed: 'Not for you',
  dismissedNote: 'These are not recommended again.',
  putBack: 'Put back',
  putBackOf: (title: string) => `Put back: ${title}`,
  isBack: (title: string) => `${title} may be shown again.`,
} as const
