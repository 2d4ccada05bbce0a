import { starsSpoken } from '@/ui/starsText'

/** Every word of this feature that a visitor reads. */
export const text = {
  deck: 'Movies to rate',
  loading: 'Getting movies to rate',
  end: 'That was the whole deck',
  endWhy: 'You have answered every movie we would ask about. Search for others, or see what we found for you.',

  askMeAbout: (names: readonly string[]) => `Ask me about: ${names.length === 0 ? 'anything' : names.join(', ')}`,
  start: 'What you know most about',
  genres: 'Genres',
  decades: 'Decades',
  startHint: 'Any of those you choose',
  genresFailed: 'The genres did not load.',
  decadesFailed: 'The decades did not load.',

  yourStars: (movie: string) => `Your stars for ${movie}`,
  ask: 'How was it?',
  back: 'Back',
  keep: 'Keep',
  unseen: 'Haven’t seen it',
  unseenStamp: 'Not seen',
  answered: (title: string, stars: number | null) => `${title}: ${stars === null ? 'not seen' : starsSpoken(stars)}.`,
  backTo: (title: string) => `Back to ${title}.`,

  help: 'Press 1 to 5 to rate, or choose half stars with the arrow keys and confirm with Enter. S for not seen, U for back.',
  shortcuts: (isOn: boolean) => `Keyboard shortcuts: ${isOn ? 'on' : 'off'}`,
  keys: [
    [['1', '–', '5'], 'stars'],
    [['Shift', '1', '–', '5'], 'half a star less'],
    [['↑', '↓', 'Enter'], 'half steps'],
    [['S', '→'], 'not seen'],
    [['U', '←'], 'back'],
  ],
} as const
