import type { Comparison, ComparedMovie } from '@/api/types'
import { text } from './compareText'

/** More columns would be too narrow to read. */
const MAX_SIDES = 4

/** Whether there are enough models to compare, and not too many to read. */
export function isComparable(algorithms: readonly string[]): boolean {
  return algorithms.length >= 2 && algorithms.length <= MAX_SIDES
}

/** One model's list beside the others. */
export type Side = {
  algorithm: string
  picks: Pick[]
  /** How many of its movies no other list holds. */
  nOnly: number
}

/** A movie in one list: whether all, some or none of the other lists have it, and its place in the first list's model. */
export type Pick = { movie: ComparedMovie['movie']; rank: number; held: 'all' | 'some' | 'none'; elsewhere: number | null }

/**
 * Puts the lists of several comparisons, each of the first model with another, side by side. The first list is in every
 * comparison and is always the same. `elsewhere` is a movie's place in the first model's list; for the first list itself it is
 * the place in the second's.
 */
export function sidesOf(comparisons: readonly Comparison[]): Side[] {
  const [first] = comparisons
  if (first === undefined) return []
  const lists = [...first.lists, ...comparisons.slice(1).flatMap(({ lists: [, other] }) => (other === undefined ? [] : [other]))]
  const ids = lists.map(({ recommendations }) => new Set(recommendations.map(({ movie }) => movie.id)))
  return lists.map(({ algorithm, recommendations }, own) => {
    const picks = recommendations.map(({ movie, rank, rank_in_other: elsewhere }): Pick => {
      const nHolding = ids.filter((others, place) => place !== own && others.has(movie.id)).length
      const held = nHolding === 0 ? 'none' : nHolding === lists.length - 1 ? 'all' : 'some'
      return { movie, rank, held, elsewhere }
    })
    return { algorithm, picks, nOnly: picks.filter(({ held }) => held === 'none').length }
  })
}

/** The titles that every list holds, in the first one's order. */
export function sharedTitles([first]: readonly Side[]): string[] {
  return first?.picks.filter(({ held }) => held === 'all').map(({ movie }) => movie.title) ?? []
}

/** "7 of 15 are in both lists: Heat, Casino ..." */
export function overlapText(sides: readonly Side[]): string {
  return text.overlap(sharedTitles(sides).length, sides[0]?.picks.length ?? 0, sides.length)
}

/** Reads the models of an address. If it names fewer than two, the default, `user-knn`, `kmeans` and then any others fill up. */
export function chosenAlgorithms(named: string | undefined, known: readonly { algorithm: string; is_default: boolean }[]): string[] {
  const names = known.map(({ algorithm }) => algorithm)
  const asked = [...new Set(named?.split(','))].filter((name) => names.includes(name)).slice(0, MAX_SIDES)
  const fallback = [known.find(({ is_default }) => is_default)?.algorithm, 'user-knn', 'kmeans', ...names]
  for (const name of fallback) {
    if (asked.length >= 2) break
    if (name !== undefined && names.includes(name) && !asked.includes(name)) asked.push(name)
  }
  return asked
}
