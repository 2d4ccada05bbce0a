import type { Evaluation } from '@/api/types'

/** How good lists are after so many ratings, on a scale of the evaluation's own. */
export type CurvePoint = { nRatings: number; score: number }

/** How good lists of an algorithm were found to be by the number of ratings, fewest first. */
export type Curve = { points: readonly CurvePoint[]; nPeople: number }

/** Below this much from first to best, a curve says nothing about one rating more. */
const LEAST_GAIN = 0.02

/**
 * The curve of the protocol `few-ratings` (docs/EVALUATION.md) for an algorithm, or, where that was not measured, for the best
 * that was. `null` where there is none, or none that rises: then nothing honest can be said from it.
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

/** The score after `nRatings`: between what was measured in a straight line, beyond it as at the end. */
export function scoreAt({ points }: Curve, nRatings: number): number {
  const after = points.findIndex((point) => point.nRatings >= nRatings)
  const [left, right] = [points[after - 1], points[after]]
  if (right === undefined) return points.at(-1)?.score ?? 0
  if (left === undefined) return right.score
  const part = (nRatings - left.nRatings) / (right.nRatings - left.nRatings)
  return left.score + part * (right.score - left.score)
}

/** The next number of ratings that was measured to make lists noticeably better, and by which part; `null` if none was. */
export function nextStep(curve: Curve, nRatings: number): { nRatings: number; gain: number } | null {
  const now = scoreAt(curve, nRatings)
  const next = curve.points.find((point) => point.nRatings > nRatings && point.score >= now * (1 + LEAST_GAIN))
  return next === undefined ? null : { nRatings: next.nRatings, gain: next.score / now - 1 }
}
