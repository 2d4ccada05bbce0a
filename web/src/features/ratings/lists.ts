import { limits } from '@/api/queries'
import type { Movie, Said } from '@/api/types'
import { type Progress, rate, ratingInputs, starsFor, without } from './progress'

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

/** Notes that movies were seen, without stars; not those that were rated. */
export function watch(progress: Progress, movies: readonly Movie[]): Progress {
  const ids = new Set(movies.map(({ id }) => id))
  const others = (list: readonly Movie[]) => list.filter(({ id }) => !ids.has(id))
  const rated = new Set(progress.ratings.map(({ movie }) => movie.id))
  return {
    ...progress,
    seen: [...others(progress.seen), ...movies.filter(({ id }) => !rated.has(id))].slice(-MAX_LISTED),
    skipped: others(progress.skipped),
  }
}

/** Forgets that a movie was seen. */
export function unwatch(progress: Progress, movieId: number): Progress {
  return { ...progress, seen: without(progress.seen, movieId) }
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

/** What the visitor said, in the form the API takes: it has a limit, which the newest of what was seen fill up. */
export function said(progress: Progress): Said {
  return { ratings: ratingInputs(progress), seen: seenIds(progress).slice(0, room(progress)) }
}

/** Ids that no list may contain. The API leaves out by itself what it is told to be rated or seen. */
export function excludedIds(progress: Progress): number[] {
  return [...progress.dismissed.map((movie) => movie.id), ...seenIds(progress).slice(room(progress))]
}

/** Ids of the watchlist, in order, so that the same is always the same key in the cache. */
export function savedIds(progress: Progress): number[] {
  return progress.watchlist.map((movie) => movie.id).toSorted((a, b) => a - b)
}

/** Newest first. */
function seenIds(progress: Progress): number[] {
  return progress.seen.map((movie) => movie.id).toReversed()
}

/** The number of seen movies that the API takes beside the ratings. */
function room(progress: Progress): number {
  return limits.ratings - progress.ratings.length
}

/** Whether a list may still show a movie: the visitor may have rated or dismissed it since the request. */
export function isWanted(progress: Progress, movieId: number): boolean {
  const isIn = (list: readonly Movie[]) => list.some((movie) => movie.id === movieId)
  return starsFor(progress, movieId) === null && !isIn(progress.dismissed) && !isIn(progress.seen)
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
    seen: without(now.seen, movie.id),
  }
  if (stars !== null) return rate(now, movie, stars)
  const back = (list: readonly Movie[], was: readonly Movie[]) =>
    was.some((other) => other.id === movie.id) ? [...list, movie] : list
  return {
    ...cleared,
    skipped: back(cleared.skipped, before.skipped),
    watchlist: back(cleared.watchlist, before.watchlist),
    dismissed: back(cleared.dismissed, before.dismissed),
    seen: back(cleared.seen, before.seen),
  }
}
