import { describe, expect, it } from 'vitest'
import type { Comparison } from '@/api/types'
import { recommendation } from '@/test/movies'
import { chosenAlgorithms, overlapText, sharedTitles, sidesOf } from './sides'

function list(algorithm: string, ranks: number[]) {
  const recommendations = ranks.map((id, place) => ({
    ...recommendation(id, `Movie ${id}`),
    rank: place + 1,
    rank_in_other: 40 + id,
  }))
  return { algorithm, recommendations, only_here: [] }
}

function against(first: [string, number[]], second: [string, number[]]): Comparison {
  const overlap = { movie_ids: [], n_shared: 0, share: 0 }
  return { lists: [list(...first), list(...second)], overlap, unknown_ids: { only: 0, exclude: 0 } }
}

describe('lists side by side', () => {
  it('tell what all hold, what some hold and what one alone saw', () => {
    const sides = sidesOf([against(['blend', [1, 2, 3]], ['kmeans', [1, 4, 2]]), against(['blend', [1, 2, 3]], ['ease', [1, 9, 8]])])
    expect(sides.map(({ algorithm }) => algorithm)).toEqual(['blend', 'kmeans', 'ease'])
    expect(sides[0]?.picks.map(({ held }) => held)).toEqual(['all', 'some', 'none'])
    expect(sides.map(({ nOnly }) => nOnly)).toEqual([1, 1, 2])
    expect(sides[1]?.picks[1]).toMatchObject({ held: 'none', rank: 2, elsewhere: 44 })
    expect(sharedTitles(sides)).toEqual(['Movie 1'])
    expect(overlapText(sides)).toBe('1 of 3 is in all 3 lists.')
  })

  it('say so when nothing or everything is shared', () => {
    expect(overlapText(sidesOf([against(['a', [1]], ['b', [2]])]))).toContain('No movie is in both lists')
    expect(overlapText(sidesOf([against(['a', [1, 2]], ['b', [2, 1]])]))).toBe('All are in both lists.')
    expect(sidesOf([])).toEqual([])
  })
})

describe('the models of an address', () => {
  const known = ['blend', 'ease', 'user-knn', 'kmeans', 'popularity'].map((algorithm) => ({ algorithm, is_default: algorithm === 'blend' }))
  it.each([
    [undefined, ['blend', 'user-knn']],
    ['kmeans', ['kmeans', 'blend']],
    ['kmeans,kmeans,tea-leaves', ['kmeans', 'blend']],
    ['kmeans,user-knn', ['kmeans', 'user-knn']],
    ['popularity,kmeans,ease,blend,user-knn', ['popularity', 'kmeans', 'ease', 'blend']],
  ])('%s: %s', (named, chosen) => expect(chosenAlgorithms(named, known)).toEqual(chosen))
  it('are none before the models are known', () => expect(chosenAlgorithms('kmeans', [])).toEqual([]))
})
