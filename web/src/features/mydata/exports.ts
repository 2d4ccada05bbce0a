import type { Movie } from '@/api/types'
import type { Progress } from '@/features/ratings'

/** A movie identified so that other servers recognise it, in the API's form of an export. */
function exported({ id, title, year, imdb_id }: Movie, stars: number | null, at: string) {
  return { movie_id: id, title, year, imdb_id, tmdb_id: null, stars, at }
}

/**
 * Everything the visitor said, as JSON in the form of the API's profile export, newest first, so that "Bring your ratings" and
 * other servers can read it. The browser keeps no times, so every time is that of the export.
 */
export function exportJson(progress: Progress, now: Date): string {
  const at = now.toISOString()
  const list = (movies: readonly Movie[]) => movies.toReversed().map((movie) => exported(movie, null, at))
  const whole = {
    created_at: at,
    exported_at: at,
    ratings: progress.ratings.toReversed().map(({ movie, stars }) => exported(movie, stars, at)),
    watchlist: list(progress.watchlist),
    not_interested: list(progress.dismissed),
    skipped: list(progress.skipped),
    watched: list(progress.seen),
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/**
 * Ratings and seen movies in the form that Letterboxd and other services import: title, year, IMDb id and a rating from 1 to 10,
 * or none for what was seen without stars.
 */
export function exportCsv(progress: Progress): string {
  const row = ({ title, year, imdb_id }: Movie, rating: number | '') => [title, year ?? '', imdb_id ?? '', rating].map(cell).join(',')
  const rows = [
    ...progress.ratings.toReversed().map(({ movie, stars }) => row(movie, stars * 2)),
    ...progress.seen.toReversed().map((movie) => row(movie, '')),
  ]
  return `${['Title,Year,imdbID,Rating10', ...rows].join('\r\n')}\r\n`
}

/** Quotes a value if a comma, a quote or a line end in it would break the row (RFC 4180). */
function cell(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
