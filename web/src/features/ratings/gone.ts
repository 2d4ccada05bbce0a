import type { Movie } from '@/api/types'
import { type Progress, unrate, without } from './progress'

/**
 * The movie of the visitor's that a problem `unknown_movie` names, wherever it stands. The API gives its id in words alone
 * ("ratings[1].movie_id is 99, and ..."): the place in the list is that of the call, and calls put them in other orders.
 */
export function goneMovie(progress: Progress, detail: string): Movie | null {
  const id = Number(/ is (\d+)\b/.exec(detail)?.[1])
  const all = [...progress.ratings.map(({ movie }) => movie), ...progress.skipped, ...progress.dismissed, ...progress.watchlist]
  return all.find((movie) => movie.id === id) ?? null
}

/** Everything but one movie, which is nowhere any more. */
export function withoutMovie(progress: Progress, movieId: number): Progress {
  return {
    ...unrate(progress, movieId),
    skipped: without(progress.skipped, movieId),
    watchlist: without(progress.watchlist, movieId),
    dismissed: without(progress.dismissed, movieId),
  }
}
