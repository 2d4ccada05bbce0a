import { describe, expect, it } from 'vitest'
import type { Evaluation } from '@/api/types'
import { curveOf, nextStep, scoreAt } from './curve'
import { basisText, progressText } from './progressText'

it.each([
  [0, 'One rating is enough to start; 8 give better picks.'],
  [2, '2 rated: a first hint. 8 give better picks.'],
  [3, '3 rated: good start; 8 give better picks.'],
  [8, '8 rated: plenty for good picks. More still help.'],
])('says what %i ratings are good for, where nothing was measured', (nRated, text) => {
  expect(progressText(nRated, null)).toBe(text)
})

type Scores = Record<string, [nRevealed: number, ndcg: number][]>

/** As the API tells it; the figures of `blend` are those of docs/EVALUATION.md. */
function fewRatings(scores: Scores): Evaluation {
  const interval = { mean: 0.3, low: 0.2, high: 0.4 }
  return {
    protocol: 'few-ratings',
    data: 'ml-latest-small',
    part: 'test',
    seeds: [1],
    n_train_users: 488,
    n_items: 9742,
    n_train_ratings: 80_000,
    n_judged: 61,
    score_metric: 'ndcg@20',
    higher_is_better: true,
    contenders: Object.entries(scores).map(([algorithm, rounds]) => ({
      algorithm,
      score: interval,
      behind_best: null,
      fit_s: 1,
      fit_cpu_s: 1,
      list_ms: 1,
      model_mb: null,
      rounds: rounds.map(([n, value]) => ({
        n_revealed: n,
        metrics: [
          { metric: 'disliked@20', value: 0.016, low: null, high: null },
          { metric: 'ndcg@20', value, low: null, high: null },
        ],
      })),
    })),
  }
}

const measured = fewRatings({
  blend: [[10, 0.3908], [1, 0.3072], [3, 0.3516], [5, 0.3714]],
  popularity: [[1, 0.297], [10, 0.2842]],
})
const curve = curveOf([measured], 'blend')

describe('the measured curve', () => {
  it('is that of the algorithm that answers, fewest ratings first', () => {
    expect(curve?.points.map(({ nRatings }) => nRatings)).toEqual([1, 3, 5, 10])
    expect(curveOf([measured], 'unknown')).toEqual(curve)
  })

  it('is none where nothing was measured, or where more ratings did not help', () => {
    expect(curveOf([], 'blend')).toBeNull()
    expect(curveOf([{ ...measured, protocol: 'strong' }], 'blend')).toBeNull()
    expect(curveOf([measured], 'popularity')).toBeNull()
    expect(curveOf([{ ...measured, contenders: [] }], 'blend')).toBeNull()
  })

  it('is read between its points, and not beyond them', () => {
    if (curve === null) throw new Error('there is a curve')
    expect(scoreAt(curve, 4)).toBeCloseTo(0.3615, 4)
    expect(scoreAt(curve, 400)).toBe(0.3908)
    expect(nextStep(curve, 5)?.nRatings).toBe(10)
    expect(nextStep(curve, 5)?.gain).toBeCloseTo(0.0522, 3)
    expect(nextStep(curve, 10)).toBeNull()
  })

  it.each([
    [0, 'One rating is enough to start; 3 give 14% better picks.'],
    [1, '1 rated: a first hint; 3 give 14% better picks.'],
    [3, '3 rated: good; 5 give 6% better picks.'],
    [4, '4 rated: good; 5 give 3% better picks.'],
    [5, '5 rated: very good; 10 give 5% better picks.'],
    [12, '12 rated: as good as we could measure. More still help.'],
  ])('says what %i ratings are good for', (nRated, text) => expect(progressText(nRated, curve)).toBe(text))

  it('says on what it rests', () => {
    if (curve === null) throw new Error('there is a curve')
    expect(basisText(curve)).toBe(
      'Measured on 61 people: how much of what they like a list of 20 finds after 1, 3, 5, 10 of their ratings.',
    )
  })
})
