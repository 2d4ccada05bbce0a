import * as v from 'valibot'
import { type Progress, noProgress } from './progress'

/** The version is part of the key: a page that stores another shape starts a new key. */
export const STORAGE_KEY = 'cinephile.progress.v1'

const movie = v.object({
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  title: v.string(),
  year: v.nullable(v.number()),
  genres: v.array(v.string()),
  imdb_id: v.nullable(v.string()),
  poster_url: v.string(),
})

const stars = v.pipe(v.number(), v.minValue(0.5), v.maxValue(5), v.multipleOf(0.5))

const stored = v.object({
  ratings: v.pipe(v.array(v.object({ movie, stars })), v.maxLength(2000)),
  skipped: v.array(movie),
  trail: v.array(v.number()),
})

/** Reads what an earlier visit left; anything that does not check out is dropped whole. */
export function readProgress(open: () => Storage): Progress {
  try {
    const storage = open()
    const text = storage.getItem(STORAGE_KEY)
    if (text === null) return noProgress
    const parsed = v.safeParse(stored, JSON.parse(text))
    if (parsed.success) return parsed.output
    storage.removeItem(STORAGE_KEY)
  } catch {
    // Not JSON, or storage is blocked: the visit starts fresh.
  }
  return noProgress
}

/** Keeps the progress for the next visit; says whether the browser took it. */
export function writeProgress(open: () => Storage, progress: Progress): boolean {
  try {
    open().setItem(STORAGE_KEY, JSON.stringify(progress))
    return true
  } catch {
    // Full or blocked: this visit goes on in memory.
    return false
  }
}
