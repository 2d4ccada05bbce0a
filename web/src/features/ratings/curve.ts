import type { Evaluation } from '@/api/types'

/** How good lists are after this many ratings, in the evaluation's metric. */
export type CurvePoint = { nRatings: number; score: number }

/** How good an algorithm's lists were measured to be, by the number of ratings, fewest first. */
export type Curve = { points: readonly CurvePoint[]; nPeople: number }

/** A curve that rises by less than this from first to best says nothing about one more rating. */
const LEAST_GAIN = 0.02

/**
 * The curve of the protocol `few-ratings` (docs/EVALUATION.md) for an algorithm, or for the best measured one if it was not
 * measured itself. `null` if there is no curve that rises: then nothing honest can be said from it.
 */
export function curveOf(evaluations: readonly Evaluation[], algorithm: string | undefined): Curve | null {
  const measured = evaluations.find(({ protocol, higher_is_better: isUp }) => protocol === 'few-ratings' && isUp)
  const contender = measured?.contenders.find((one) => one.algorithm === algorithm) ?? measured?.contenders[0]
  if (measured === undefined || contender === undefined) return null
  const points = contender.rounds
    .flatMap(({ n_revealed: nRatings, metrics }) => {
      const score = metrics.find(({ metric }) => metric === measured.score_metric)?.value
      return nRatings === null || score === undefined ? [] : [{ nRatings, score }]
    })
    .toSorted((a, b) => a.nRatings - b.nRatings)
  const first = points[0]
  const best = Math.max(...points.map(({ score }) => score))
  if (first === undefined || first.score <= 0 || best < first.score * (1 + LEAST_GAIN)) return null
  return { points, nPeople: measured.n_judged }
}

/** The score after `nRatings`: interpolated linearly, and constant beyond the last point. */
export function scoreAt({ points }: Curve, nRatings: number): number {
  const after = points.findIndex((point) => point.nRatings >= nRatings)
  const [left, right] = [points[after - 1], points[after]]
  if (right === undefined) return points.at(-1)?.score ?? 0
  if (left === undefined) return right.score
  const part = (nRatings - left.nRatings) / (right.nRatings - left.nRatings)
  return left.score + part * (right.score - left.score)
}

/** The next measured number of ratings with noticeably better lists, and by what share they are better; `null` if there is none. */
export function nextStep(curve: Curve, nRatings: number): { nRatings: number; gain: number } | null {
  const now = scoreAt(curve, nRatings)
  const next = curve.points.find((point) => point.nRatings > nRatings && point.score >= now * (1 + LEAST_GAIN))
  return next === undefined ? null : { nRatings: next.nRatings, gain: next.score / now - 1 }
}
