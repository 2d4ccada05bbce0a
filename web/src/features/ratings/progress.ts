import { limits } from '@/api/queries'
import type { Movie, RatingInput } from '@/api/types'

/** One movie with the visitor's stars, 0.5 to 5 in half steps. */
export type Rating = { movie: Movie; stars: number }

/**
 * What the visitor has said so far. Immutable; a movie stands in `ratings`, in `skipped`, in `seen`
 * or in one of the lists (`lists.ts`), but a rated one in no other, and a seen one is not skipped. `trail` holds the ids
 * answered in the deck, oldest first: the way back.
 */
export type Progress = {
  readonly ratings: readonly Rating[]
  readonly skipped: readonly Movie[]
  readonly trail: readonly number[]
  /** To watch, oldest first. */
  readonly watchlist: readonly Movie[]
  /** Not to be recommended again, oldest first. */
  readonly dismissed: readonly Movie[]
  /** Seen, without stars, oldest first: services that were imported keep no stars. */
  readonly seen: readonly Movie[]
}

export const noProgress: Progress = { ratings: [], skipped: [], trail: [], watchlist: [], dismissed: [], seen: [] }

/** Beyond this many, the oldest skips are dropped, since they are part of an address. */
export const MAX_SKIPPED = 300

/** Changes a rating in place or adds it at the end. Beyond the number that the API takes, the oldest is dropped. */
export function rate(progress: Progress, movie: Movie, stars: number): Progress {
  const known = progress.ratings.some((rating) => rating.movie.id === movie.id)
  return {
    ...progress,
    ratings: known
      ? progress.ratings.map((rating) => (rating.movie.id === movie.id ? { movie, stars } : rating))
      : [...progress.ratings, { movie, stars }].slice(-limits.ratings),
    skipped: without(progress.skipped, movie.id),
    watchlist: without(progress.watchlist, movie.id),
    dismissed: without(progress.dismissed, movie.id),
    seen: without(progress.seen, movie.id),
  }
}

/** Removes a rating; the deck may ask for the movie again. */
export function unrate(progress: Progress, movieId: number): Progress {
  return {
    ...progress,
    ratings: progress.ratings.filter((rating) => rating.movie.id !== movieId),
    trail: progress.trail.filter((id) => id !== movieId),
  }
}

/** Marks a movie as not seen; the deck does not ask for it again. */
export function skip(progress: Progress, movie: Movie): Progress {
  return {
    ...progress,
    ratings: progress.ratings.filter((rating) => rating.movie.id !== movie.id),
    skipped: [...without(progress.skipped, movie.id), movie].slice(-MAX_SKIPPED),
    seen: without(progress.seen, movie.id),
  }
}

/** Notes that a card of the deck was answered. */
export function passCard(progress: Progress, movieId: number): Progress {
  return { ...progress, trail: [...progress.trail.filter((id) => id !== movieId), movieId] }
}

/** The card that was answered last, or `null` at the start. */
export function lastCard(progress: Progress): Movie | null {
  const id = progress.trail.at(-1)
  return (
    progress.ratings.find((rating) => rating.movie.id === id)?.movie ??
    progress.skipped.find((movie) => movie.id === id) ??
    null
  )
}

/** Takes the last card off the trail; its stars stay until they are changed. */
export function stepBack(progress: Progress): Progress {
  return { ...progress, trail: progress.trail.slice(0, -1) }
}

export function starsFor(progress: Progress, movieId: number): number | null {
  return progress.ratings.find((rating) => rating.movie.id === movieId)?.stars ?? null
}

export function isAnswered(progress: Progress, movieId: number): boolean {
  return (
    starsFor(progress, movieId) !== null || progress.skipped.some((movie) => movie.id === movieId)
  )
}

/** The ratings in the form the API takes. */
export function ratingInputs(progress: Progress): RatingInput[] {
  return progress.ratings.map(({ movie, stars }) => ({ movie_id: movie.id, stars }))
}

/** A list of movies without one of them. */
export function without(list: readonly Movie[], movieId: number): Movie[] {
  return list.filter((movie) => movie.id !== movieId)
}
