import type { Movie } from '@/api/types'
import { movieName } from '@/ui/movieText'

/** What a visitor reads about a movie that the data no longer has. */
export const goneText = {
  title: (movie: Movie) => `${movieName(movie)} is no longer here`,
  why: 'The movies on this server have changed, and this one is not among them any more. Leave it out, and everything else you said stays as it was.',
  leaveOut: 'Leave it out and go on',
} as const
