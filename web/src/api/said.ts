import type { Said } from './types'

/** Whether there is anything to recommend from. */
export function isAnything({ ratings, seen }: Said): boolean {
  return ratings.length > 0 || seen.length > 0
}

/** What the visitor said, with ids in order, so that the same is always the same key in the cache. */
export function saidBody({ ratings, seen }: Said) {
  return {
    ratings: ratings.toSorted((a, b) => a.movie_id - b.movie_id),
    ...(seen.length > 0 && { seen: seen.toSorted((a, b) => a - b) }),
  }
}
