import { limits } from '@/api/queries'
import type { ImportResult, ImportedRating, ListName, Movie } from '@/api/types'
import { MAX_LISTED, type Progress, type Rating, dismiss, rate, readmit, save, skip, starsFor, unrate, unsave, unwatch, watch, without } from '@/features/ratings'

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
  /** Seen without stars, and not known here yet, oldest first. */
  seen: Movie[]
  /** For other lists, and not known here yet, oldest first. */
  listed: Listed[]
  /** Movies that the visitor has marked as not seen on the deck. */
  unskipped: number[]
}

type Listed = { list: Exclude<ListName, 'watched'>; movie: Movie }

type Imported = Pick<ImportResult, 'ratings' | 'listed'>

/** Plans an import. Both lists are newest first, as the API gives them; `isFileRight` decides where the file and the visitor differ. */
export function planMerge(progress: Progress, { ratings: imported, listed }: Imported, isFileRight: boolean): Merge {
  const isNew = ({ movie }: ImportedRating) => starsFor(progress, movie.id) === null
  const news = imported.filter(isNew)
  const kept = imported.filter((rating) => !isNew(rating))
  const room = Math.max(0, limits.ratings - progress.ratings.length)
  const added = news.slice(0, room).map(({ movie, stars }) => ({ movie, stars }))
  const differing = kept.flatMap(({ movie, stars }) => {
    const before = starsFor(progress, movie.id)
    return before === null || before === stars ? [] : [{ rating: { movie, stars }, before }]
  })
  const watched = listed.filter(({ list }) => list === 'watched').map(({ movie }) => movie)
  const known = new Set([...progress.seen, ...[...progress.ratings, ...imported].map(({ movie }) => movie)].map(({ id }) => id))
  const seen = watched.filter(({ id }) => !known.has(id)).slice(0, MAX_LISTED).toReversed()
  const isListed = new Set([...progress.watchlist, ...progress.dismissed, ...progress.skipped, ...seen].map(({ id }) => id))
  const others = listed
    .flatMap(({ list, movie }) => (list === 'watched' || known.has(movie.id) || isListed.has(movie.id) ? [] : [{ list, movie }]))
    .slice(0, MAX_LISTED)
    .toReversed()
  const isTaken = ({ id }: Movie) => added.some(({ movie }) => movie.id === id) || seen.some((movie) => movie.id === id)
  return {
    added: added.toReversed(),
    replaced: isFileRight ? differing : [],
    nKept: isFileRight ? 0 : differing.length,
    nSame: kept.length - differing.length,
    nOver: news.length - added.length,
    seen,
    listed: others,
    unskipped: progress.skipped.filter(isTaken).map(({ id }) => id),
  }
}

export function applyMerge(progress: Progress, { added, replaced, seen, listed }: Merge): Progress {
  const ratings = [...added, ...replaced.map(({ rating }) => rating)]
  const watched = watch(
    ratings.reduce((now, { movie, stars }) => rate(now, movie, stars), progress),
    seen,
  )
  return listed.reduce((now, { list, movie }) => ON_LIST[list].put(now, movie), watched)
}

/** How a movie gets on a list and off it. */
const ON_LIST = {
  watchlist: { put: save, take: unsave },
  not_interested: { put: dismiss, take: readmit },
  skipped: { put: skip, take: (now: Progress, id: number) => ({ ...now, skipped: without(now.skipped, id) }) },
} as const

/** Takes an import back. What the visitor has changed or removed since stays as they left it. */
export function undoMerge(before: Progress, { added, replaced, seen, listed, unskipped }: Merge): Progress {
  const progress = listed.reduce((now, { list, movie }) => ON_LIST[list].take(now, movie.id), before)
  const isUntouched = ({ movie, stars }: Rating) => starsFor(progress, movie.id) === stars
  const gone = added.filter(isUntouched)
  const without = [...seen].reduce(
    (now, { id }) => unwatch(now, id),
    gone.reduce((now, { movie }) => unrate(now, movie.id), progress),
  )
  const asBefore = replaced
    .filter(({ rating }) => isUntouched(rating))
    .reduce((now, { rating, before }) => rate(now, rating.movie, before), without)
  return [...gone.map(({ movie }) => movie), ...seen.filter(({ id }) => starsFor(progress, id) === null)]
    .filter(({ id }) => unskipped.includes(id))
    .reduce((now, movie) => skip(now, movie), asBefore)
}
