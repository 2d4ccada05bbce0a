import type { Contribution, Recommendation } from '@/api/types'
import { roundToSum } from './points'

/** One step from nothing to a movie's score. */
export type Step = {
  /** Everybody's taste, one of the visitor's ratings, or the sum of the ratings without a step of their own. */
  source: 'everybody' | Contribution | 'rest'
  /** What it adds, in whole points: the first pick of the list has 100. All steps sum to the total. */
  points: number
  /** Where its bar starts and ends, from 0 to 1 of the width; it ends left of its start when it takes away. */
  from: number
  to: number
}

export type Waterfall = {
  steps: Step[]
  /** The movie's score, in points. */
  total: number
  /** Where zero is, from 0 to 1 of the width: above 0 when a sum on the way falls below nothing. */
  zero: number
  /** How many ratings the step `rest` stands for. */
  nRest: number
}

/** Nobody reads more bars than these: the rest is shown as one sum. */
const MAX_LIFTS = 6
const MAX_HOLDS = 4
/** A rating that moves the score by less than this, in points, has no bar of its own. */
const MIN_POINTS = 0.5

/**
 * The score of one movie as steps: everybody's taste, the ratings that lift it (the largest first), those that hold
 * it back, the rest. `null` when the model's scores are no sums. `list` sets the scale.
 */
export function waterfall(movieId: number, list: readonly Recommendation[], nRated: number): Waterfall | null {
  const explanation = list.find(({ movie }) => movie.id === movieId)?.explanation
  if (explanation == null) return null
  const best = Math.max(...list.map(({ score }) => Math.abs(score)))
  const scale = best > 0 ? 100 / best : 1

  const told = explanation.contributions.filter(({ contribution }) => Math.abs(contribution) * scale >= MIN_POINTS)
  const lifts = told.filter(({ contribution }) => contribution > 0).slice(0, MAX_LIFTS)
  const holds = told.filter(({ contribution }) => contribution < 0).slice(0, MAX_HOLDS)
  const shown = [...lifts, ...holds]
  const ownSum = sum(explanation.contributions.map(({ contribution }) => contribution)) + explanation.others
  const rest = ownSum - sum(shown.map(({ contribution }) => contribution))
  const nRest = nRated - shown.length

  const sources: { source: Step['source']; value: number }[] = [
    { source: 'everybody', value: explanation.everybody },
    ...shown.map((source) => ({ source, value: source.contribution })),
    ...(nRest > 0 ? [{ source: 'rest' as const, value: rest }] : []),
  ]
  return drawn(
    sources.map(({ source }) => source),
    sources.map(({ value }) => value * scale),
    nRest,
  )
}

function drawn(sources: Step['source'][], values: number[], nRest: number): Waterfall {
  const ends = values.map((_, place) => sum(values.slice(0, place + 1)))
  const low = Math.min(0, ...ends)
  const width = Math.max(0, ...ends) - low || 1
  const place = (value: number) => (value - low) / width
  const points = roundToSum(values)
  return {
    steps: sources.map((source, step) => ({
      source,
      points: points[step] ?? 0,
      from: place(ends[step - 1] ?? 0),
      to: place(ends[step] ?? 0),
    })),
    total: sum(points),
    zero: place(0),
    nRest,
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
