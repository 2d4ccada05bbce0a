import { describe, expect, test } from 'vitest'
import { board, contender, fans, newcomers } from '@/test/lab'
import { chosenBoard, chosenMetric, costs, curve, inOrder, metricNames, standings } from './boards'

describe('standings', () => {
  test('are by the board’s own metric with its interval, best first', () => {
    const [first, second] = standings(newcomers, 'ndcg@20')
    expect(first).toEqual({ algorithm: 'user-knn', value: 0.25, low: 0.23, high: 0.27 })
    expect(second?.algorithm).toBe('kmeans')
  })

  test('are by another metric the mean over rounds, which has no interval; the least first where less is better', () => {
    const byDislikes = standings(newcomers, 'disliked@20')
    expect(byDislikes.map(({ algorithm, value }) => [algorithm, Number(value.toFixed(3))])).toEqual([
      ['user-knn', 0.09],
      ['kmeans', 0.25],
    ])
    expect(byDislikes[0]).toMatchObject({ low: null, high: null })
  })

  test('leave out who has no such figure', () => {
    expect(standings(fans, 'recall@50')).toEqual([])
  })
})

test('the curve has a point for each number of revealed ratings, in order, and none where everything is revealed', () => {
  const jumbled = board('few-ratings', [
    contender('ease', [
      [10, 0.4, 0],
      [1, 0.1, 0],
    ]),
  ])
  expect(curve(jumbled, 'ndcg@20')).toEqual([
    { revealed: 1, values: { ease: 0.1 } },
    { revealed: 10, values: { ease: 0.4 } },
  ])
  expect(curve(fans, 'ndcg@20')).toEqual([])
})

test('an address that names what is not there is answered with the first board and its own metric', () => {
  expect(chosenBoard([newcomers, fans], 'strong')).toBe(fans)
  expect(chosenBoard([newcomers, fans], 'tea-leaves')).toBe(newcomers)
  expect(chosenBoard([], 'strong')).toBeUndefined()
  expect(metricNames(fans)).toEqual(['ndcg@20', 'disliked@20'])
  expect(chosenMetric(fans, 'disliked@20')).toBe('disliked@20')
  expect(chosenMetric(fans, 'luck')).toBe('ndcg@20')
})

test('newcomers stand first, whatever the server’s order', () => {
  expect(inOrder([fans, newcomers])).toEqual([newcomers, fans])
})

test('costs stand beside the figure', () => {
  expect(costs(fans, 'ndcg@20')[0]).toEqual({ algorithm: 'user-knn', value: 0.41, ms: 0.5, megabytes: 12.5 })
})
