import type { Movie } from '@/api/types'
import { type Progress, rate, starsFor, without } from './progress'

/** Beyond this many movies, a list drops the oldest ones, since its ids are sent with every request. */
export const MAX_LISTED = 1000

export function isSaved(progress: Progress, movieId: number): boolean {
  return progress.watchlist.some((movie) => movie.id === movieId)
}

/** Puts a movie on the watchlist; it is no longer dismissed then. */
export function save(progress: Progress, movie: Movie): Progress {
  return {
    ...progress,
    watchlist: [...without(progress.watchlist, movie.id), movie].slice(-MAX_LISTED),
    dismissed: without(progress.dismissed, movie.id),
  }
}

export function unsave(progress: Progress, movieId: number): Progress {
  return { ...progress, watchlist: without(progress.watchlist, movieId) }
}

/** Dismisses a movie: it is not recommended again, and leaves the watchlist. */
export function dismiss(progress: Progress, movie: Movie): Progress {
  return {
    ...progress,
    dismissed: [...without(progress.dismissed, movie.id), movie].slice(-MAX_LISTED),
    watchlist: without(progress.watchlist, movie.id),
  }
}

/** Lets a movie be recommended again. */
export function readmit(progress: Progress, movieId: number): Progress {
  return { ...progress, dismissed: without(progress.dismissed, movieId) }
}

/** Ids that no list may contain. The API leaves rated movies out by itself. */
export function excludedIds(progress: Progress): number[] {
  return progress.dismissed.map((movie) => movie.id)
}

/** Whether a list may still show a movie: the visitor may have rated or dismissed it since the request. */
export function isWanted(progress: Progress, movieId: number): boolean {
  return starsFor(progress, movieId) === null && !progress.dismissed.some((movie) => movie.id === movieId)
}

/** Restores everything about one movie as it was `before`, and leaves the rest as it is now. This is what undo does. */
export function asBefore(now: Progress, before: Progress, movie: Movie): Progress {
  const stars = starsFor(before, movie.id)
  const cleared: Progress = {
    ...now,
    ratings: now.ratings.filter((rating) => rating.movie.id !== movie.id),
    skipped: without(now.skipped, movie.id),
    watchlist: without(now.watchlist, movie.id),
    dismissed: without(now.dismissed, movie.id),
  }
  if (stars !== null) return rate(now, movie, stars)
  const back = (list: readonly Movie[], was: readonly Movie[]) =>
    was.some((other) => other.id === movie.id) ? [...list, movie] : list
  return {
    ...cleared,
    skipped: back(cleared.skipped, before.skipped),
    watchlist: back(cleared.watchlist, before.watchlist),
    dismissed: back(cleared.dismissed, before.dismissed),
  }
}
