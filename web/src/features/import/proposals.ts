import type { ImportResult, ProposedRow } from '@/api/types'

type Imported = Pick<ImportResult, 'ratings' | 'listed'>

/** Rows that are taken only if the visitor ticks them: nothing has their title, and the nearest is often another movie. */
export function unlikely(rows: readonly ProposedRow[]): ReadonlySet<string> {
  return new Set(rows.filter(({ reason }) => reason === 'similar_title').map(placeOf))
}

/** A row among those of all files. */
export function placeOf({ file, row }: Pick<ProposedRow, 'file' | 'row'>): string {
  return `${file}:${row}`
}

/** What a file adds if these of its proposed rows are accepted too: newest first and each movie once, as the API gives it. */
export function withAccepted({ ratings, listed }: Imported, accepted: readonly ProposedRow[]): Imported {
  const rated = accepted.flatMap(({ movie, stars, at }) => (stars === null ? [] : [{ movie, stars, rated_at: at }]))
  const added = accepted.flatMap(({ movie, list, at }) => (list === null ? [] : [{ movie, list, added_at: at }]))
  return {
    ratings: onceEach([...ratings, ...rated], ({ rated_at }) => rated_at, ({ movie }) => `${movie.id}`),
    listed: onceEach([...listed, ...added], ({ added_at }) => added_at, ({ movie, list }) => `${list} ${movie.id}`),
  }
}

/** The newest of each key. What has no time counts as oldest, as in the API. */
function onceEach<T>(entries: T[], time: (entry: T) => string | null, key: (entry: T) => string): T[] {
  const rank = (entry: T) => Date.parse(time(entry) ?? '0001-01-01T00:00:00Z')
  const seen = new Set<string>()
  return entries
    .toSorted((a, b) => rank(b) - rank(a))
    .filter((entry) => seen.size < seen.add(key(entry)).size)
}
