import type { Comparison, ComparedMovie } from '@/api/types'
import { text } from './compareText'

/** More columns than these are too narrow to read. */
export const MAX_SIDES = 4

/** One model's list beside the others. */
export type Side = {
  algorithm: string
  picks: Pick[]
  /** How many of its movies no other list holds. */
  nOnly: number
}

/** A movie in one list: whether all the others hold it too, or none does, and its place with the first one asked. */
export type Pick = { movie: ComparedMovie['movie']; rank: number; held: 'all' | 'some' | 'none'; elsewhere: number | null }

/**
 * Lays the answers to "the first against each other one" side by side. The first list stands in every answer and is the same
 * in all; `elsewhere` is a movie's place with the first list's model, and for the first list its place with the second's.
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

/** Reads the models of an address; the default one and `kmeans` (or what else is there) where it names fewer than two. */
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
