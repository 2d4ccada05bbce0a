import { describe, expect, it } from 'vitest'
import type { Contribution } from '@/api/types'
import { cited, recommendation } from '@/test/movies'
import { roundToSum } from './points'
import { waterfall } from './waterfall'

function contribution(id: number, value: number): Contribution {
  return { ...cited(id, `Movie ${id}`, 4), contribution: value, rank_without: null }
}

function listOf(everybody: number, values: number[], others = 0) {
  const score = everybody + others + values.reduce((sum, value) => sum + value, 0)
  const contributions = values.map((value, place) => contribution(place, value))
  const explained = { ...recommendation(2, 'Seven'), score, explanation: { everybody, contributions, others } }
  return [{ ...recommendation(1, 'Heat'), score: 10 }, explained]
}

describe('rounding', () => {
  it('keeps the sum, and gives what is left to the parts cut off the most', () => {
    expect(roundToSum([33.4, 33.3, 33.3])).toEqual([34, 33, 33])
    expect(roundToSum([1.5, 1.5])).toEqual([2, 1])
    expect(roundToSum([7.6, -0.4, -2.9])).toEqual([7, 0, -3])
    expect(roundToSum([])).toEqual([])
  })

  it('moves no part by a whole point', () => {
    const parts = Array.from({ length: 40 }, (_, place) => Math.sin(place) * 9)
    const points = roundToSum(parts)
    expect(points.reduce((a, b) => a + b)).toBe(Math.round(parts.reduce((a, b) => a + b)))
    for (const [place, part] of parts.entries()) expect(Math.abs((points[place] ?? NaN) - part)).toBeLessThan(1)
  })
})

describe('a waterfall', () => {
  it('lets each bar start where the last one ended, up to the score on the scale of the first pick', () => {
    const sum = waterfall(102, listOf(1, [4, 2, -1]), 3)
    expect(sum?.total).toBe(60)
    expect(sum?.steps.map(({ points }) => points)).toEqual([10, 40, 20, -10])
    expect(sum?.steps.map(({ from }) => from)).toEqual([0, 1 / 7, 5 / 7, 1])
    expect(sum?.steps.at(-1)?.to).toBeCloseTo(6 / 7)
    expect(sum?.zero).toBe(0)
    expect(sum?.nRest).toBe(0)
  })

  it('shows where zero is when a sum falls below it', () => {
    const sum = waterfall(102, listOf(-1, [-1, 2]), 2)
    expect(sum?.zero).toBe(0.5)
    expect(sum?.steps.map(({ points }) => points)).toEqual([-10, 20, -10])
    expect(sum?.steps.at(-1)?.to).toBe(0.5)
  })

  it('puts small and unnamed ratings into one step, so that the steps still reach the score', () => {
    const sum = waterfall(102, listOf(1, [2, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.01, -0.02], 0.4), 30)
    expect(sum?.nRest).toBe(24)
    expect(sum?.steps.at(-1)).toMatchObject({ source: 'rest', points: 9 })
    expect(sum?.steps.reduce((total, { points }) => total + points, 0)).toBe(sum?.total)
    expect(sum?.total).toBe(79)
  })

  it('is none where the model has no sums, or the movie has left the list', () => {
    expect(waterfall(101, listOf(1, [1]), 1)).toBeNull()
    expect(waterfall(999, listOf(1, [1]), 1)).toBeNull()
  })

  it('stays finite when every score is zero', () => {
    const list = listOf(0, [0]).map((one) => ({ ...one, score: 0 }))
    const sum = waterfall(102, list, 1)
    expect(sum?.steps.every(({ from, to }) => Number.isFinite(from) && Number.isFinite(to))).toBe(true)
    expect(sum?.total).toBe(0)
  })
})
