import type { Movie } from '@/api/types'
import { type Progress, rate, starsFor, without } from './progress'

/** More movies than this in one list are forgotten, oldest first: what is left out travels with every question. */
export const MAX_LISTED = 1000

export function isSaved(progress: Progress, movieId: number): boolean {
  return progress.watchlist.some((movie) => movie.id === movieId)
}

/** Puts a movie on the watchlist; what is to be watched is of interest. */
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

/** Not for me: the movie is not recommended again, and is no longer to be watched. */
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

/** The ids that no list may hold, besides the rated ones, which the API leaves out by itself. */
export function excludedIds(progress: Progress): number[] {
  return progress.dismissed.map((movie) => movie.id)
}

/** Whether a list may still show a movie: an answer on its way may be older than the last word on it. */
export function isWanted(progress: Progress, movieId: number): boolean {
  return starsFor(progress, movieId) === null && !progress.dismissed.some((movie) => movie.id === movieId)
}

/** Everything about one movie as it was `before`; all else stays as it is now. This is what undo does. */
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
