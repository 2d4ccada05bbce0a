import type { Wishes } from './api/types'

/**
 * The address of a list: everything but the visitor's ratings, such as
 * `?algorithm=ease&genres=Crime,Drama&from=1990&fame=-0.5`. It only holds what differs from the standard list, so that it stays
 * short enough to send to a friend.
 */
export type ListSearch = {
  algorithm?: string
  /** Whether only movies of the visitor's watchlist are ranked. */
  only?: 'watchlist'
  /** Genres separated by commas: movies of any of them. */
  genres?: string
  /** First and last year of the movies. */
  from?: number
  to?: number
  /** From -1 for hidden gems to 1 for well-known movies; never 0. */
  fame?: number
  /** Above 0, up to 1 for movies as different from each other as possible. */
  variety?: number
}

/** The API's own limits. */
const MAX_GENRES = 50
const MAX_YEAR = 9999

/** Reads an address that anybody may have typed: invalid parts are ignored. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const genres = writeGenres(typeof raw.genres === 'string' ? raw.genres.split(',') : [])
  const years = inOrder(year(raw.from), year(raw.to))
  const fame = tenths(raw.fame, -1)
  const variety = tenths(raw.variety, 0)
  return {
    ...(typeof raw.algorithm === 'string' && raw.algorithm !== '' && { algorithm: raw.algorithm }),
    ...(raw.only === 'watchlist' && { only: 'watchlist' as const }),
    ...(genres !== '' && { genres }),
    ...(years.from !== undefined && { from: years.from }),
    ...(years.to !== undefined && { to: years.to }),
    ...(fame !== 0 && { fame }),
    ...(variety !== 0 && { variety }),
  }
}

/** The genres of an address, each once. */
export function readGenres(search: ListSearch): string[] {
  return search.genres === undefined ? [] : search.genres.split(',')
}

/** Genres as they stand in an address; empty for none. */
export function writeGenres(genres: readonly string[]): string {
  const named = genres.map((genre) => genre.trim()).filter((genre) => genre !== '')
  return [...new Set(named)].slice(0, MAX_GENRES).join(',')
}

/** Whether the list is steered at all; the model alone does not count. */
export function isSteered({ only, genres, from, to, fame, variety }: ListSearch): boolean {
  return [only, genres, from, to, fame, variety].some((wish) => wish !== undefined)
}

/** The same wishes as the API names them, but for the movies of the watchlist, which the address does not hold. */
export function wishesOf(search: ListSearch): Wishes {
  const { algorithm, from, to, fame, variety } = search
  return {
    ...(algorithm !== undefined && { algorithm }),
    ...(search.genres !== undefined && { genres: readGenres(search) }),
    ...((from !== undefined || to !== undefined) && {
      years: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
    }),
    ...(fame !== undefined && { popularity: fame }),
    ...(variety !== undefined && { diversity: variety }),
  }
}

function year(raw: unknown): number | undefined {
  const isYear = typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 && raw <= MAX_YEAR
  return isYear ? raw : undefined
}

function inOrder(from: number | undefined, to: number | undefined): { from: number | undefined; to: number | undefined } {
  return from !== undefined && to !== undefined && from > to ? { from: to, to: from } : { from, to }
}

/** Rounds to tenths from `min` to 1; 0 for anything that is not a number. */
function tenths(raw: unknown, min: number): number {
  if (typeof raw !== 'number' || !Number.isFinite(raw)) return 0
  const rounded = Math.round(Math.min(1, Math.max(min, raw)) * 10) / 10
  return rounded === 0 ? 0 : rounded
}
