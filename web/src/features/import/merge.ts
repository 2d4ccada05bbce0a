import { limits } from '@/api/queries'
import type { ImportedRating } from '@/api/types'
import { type Progress, type Rating, rate, skip, starsFor, unrate } from '@/features/ratings'

/** What an import would do to the visitor's ratings, computed beforehand so that it can be shown and undone. */
export type Merge = {
  /** New here, oldest first. */
  added: Rating[]
  /** Rated here with other stars, which the file's stars replace. */
  replaced: { rating: Rating; before: number }[]
  /** Rated here with other stars, and left as they are. */
  nKept: number
  /** Rated the same in both. */
  nSame: number
  /** New, but beyond the number that a visitor can have: the oldest ones. */
  nOver: number
  /** Movies that the visitor has marked as not seen on the deck. */
  unskipped: number[]
}

/** Plans an import. `imported` is newest first, as the API gives it; `isFileRight` decides where the file and the visitor differ. */
export function planMerge(progress: Progress, imported: readonly ImportedRating[], isFileRight: boolean): Merge {
  const isNew = ({ movie }: ImportedRating) => starsFor(progress, movie.id) === null
  const news = imported.filter(isNew)
  const known = imported.filter((rating) => !isNew(rating))
  const room = Math.max(0, limits.ratings - progress.ratings.length)
  const added = news.slice(0, room).map(({ movie, stars }) => ({ movie, stars }))
  const differing = known.flatMap(({ movie, stars }) => {
    const before = starsFor(progress, movie.id)
    return before === null || before === stars ? [] : [{ rating: { movie, stars }, before }]
  })
  return {
    added: added.toReversed(),
    replaced: isFileRight ? differing : [],
    nKept: isFileRight ? 0 : differing.length,
    nSame: known.length - differing.length,
    nOver: news.length - added.length,
    unskipped: progress.skipped
      .filter((skipped) => added.some(({ movie }) => movie.id === skipped.id))
      .map(({ id }) => id),
  }
}

export function applyMerge(progress: Progress, { added, replaced }: Merge): Progress {
  const ratings = [...added, ...replaced.map(({ rating }) => rating)]
  return ratings.reduce((now, { movie, stars }) => rate(now, movie, stars), progress)
}

/** Takes an import back. What the visitor has changed or removed since stays as they left it. */
export function undoMerge(progress: Progress, { added, replaced, unskipped }: Merge): Progress {
  const isUntouched = ({ movie, stars }: Rating) => starsFor(progress, movie.id) === stars
  const gone = added.filter(isUntouched)
  const without = gone.reduce((now, { movie }) => unrate(now, movie.id), progress)
  const asBefore = replaced
    .filter(({ rating }) => isUntouched(rating))
    .reduce((now, { rating, before }) => rate(now, rating.movie, before), without)
  return gone
    .filter(({ movie }) => unskipped.includes(movie.id))
    .reduce((now, { movie }) => skip(now, movie), asBefore)
}
