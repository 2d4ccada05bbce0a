import * as v from 'valibot'
import { limits } from '@/api/queries'
import { MAX_LISTED } from './lists'
import { type Progress, noProgress } from './progress'

/** Names the data set of the last visit, so that its ratings are there before the API has answered. */
const DATA_KEY = 'cinephile.data'

/**
 * Ratings belong to one data set: the same id names another movie in another one. The version is part
 * of the key, too: a page that stores another shape starts a new key.
 */
export function progressKey(dataName: string): string {
  return `cinephile.progress.v2.${dataName}`
}

/** The version before there were lists. It is read if there is nothing newer, and never changed: an older page may still be open. */
function oldProgressKey(dataName: string): string {
  return `cinephile.progress.v1.${dataName}`
}

const movie = v.object({
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  title: v.string(),
  year: v.nullable(v.number()),
  genres: v.array(v.string()),
  imdb_id: v.nullable(v.string()),
  tmdb_id: v.optional(v.nullable(v.number()), null),
  poster_url: v.string(),
})

const stars = v.pipe(v.number(), v.minValue(0.5), v.maxValue(5), v.multipleOf(0.5))

const stored = v.object({
  ratings: v.pipe(v.array(v.object({ movie, stars })), v.maxLength(limits.ratings)),
  skipped: v.array(movie),
  trail: v.array(v.number()),
  watchlist: v.optional(v.pipe(v.array(movie), v.maxLength(MAX_LISTED)), []),
  dismissed: v.optional(v.pipe(v.array(movie), v.maxLength(MAX_LISTED)), []),
  seen: v.optional(v.pipe(v.array(movie), v.maxLength(MAX_LISTED)), []),
})

/** Reads what an earlier visit left; invalid data is dropped as a whole. */
export function readProgress(open: () => Storage, dataName: string): Progress {
  try {
    const storage = open()
    const text = storage.getItem(progressKey(dataName)) ?? storage.getItem(oldProgressKey(dataName))
    if (text === null) return noProgress
    const parsed = v.safeParse(stored, JSON.parse(text))
    if (parsed.success) return parsed.output
    storage.removeItem(progressKey(dataName))
    storage.removeItem(oldProgressKey(dataName))
  } catch {
    // Not JSON, or storage is blocked: the visit starts fresh.
  }
  return noProgress
}

export function writeProgress(open: () => Storage, dataName: string, progress: Progress): void {
  write(open, progressKey(dataName), JSON.stringify(progress))
}

export function readDataName(open: () => Storage): string {
  try {
    return open().getItem(DATA_KEY) ?? ''
  } catch {
    return ''
  }
}

export function writeDataName(open: () => Storage, dataName: string): void {
  write(open, DATA_KEY, dataName)
}

function write(open: () => Storage, key: string, text: string) {
  try {
    open().setItem(key, text)
  } catch {
    // Full or blocked: this visit goes on in memory.
  }
}
