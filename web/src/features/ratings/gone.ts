import type { Movie } from '@/api/types'
import { type Progress, unrate, without } from './progress'

/**
 * Finds the visitor's movie that a problem `unknown_movie` names. The API gives the id only in words ("ratings[1].movie_id is
 * 99, and ..."). The position does not help, since calls sort the ratings differently.
 */
export function goneMovie(progress: Progress, detail: string): Movie | null {
  const id = Number(/ is (\d+)\b/.exec(detail)?.[1])
  const { skipped, dismissed, watchlist, seen } = progress
  const all = [...progress.ratings.map(({ movie }) => movie), ...skipped, ...dismissed, ...watchlist, ...seen]
  return all.find((movie) => movie.id === id) ?? null
}

/** Removes one movie from the ratings and all lists. */
export function withoutMovie(progress: Progress, movieId: number): Progress {
  return {
    ...unrate(progress, movieId),
    skipped: without(progress.skipped, movieId),
    watchlist: without(progress.watchlist, movieId),
    dismissed: without(progress.dismissed, movieId),
    seen: without(progress.seen, movieId),
  }
}
