import { expect, it } from 'vitest'
import type { ProposedRow } from '@/api/types'
import { movie } from '@/test/movies'
import { unlikely, withAccepted } from './proposals'

function row(id: number, what: Partial<ProposedRow>): ProposedRow {
  return { file: 1, row: id, title: '', year: null, movie: movie(id), reason: 'year_differs', stars: null, list: null, at: null, ...what }
}

it('adds accepted rows by their time, each movie once', () => {
  const file = {
    ratings: [
      { movie: movie(1), stars: 4, rated_at: '2024-03-01T00:00:00Z' },
      { movie: movie(2), stars: 2, rated_at: '2024-01-01T00:00:00Z' },
    ],
    listed: [],
  }
  const accepted = [
    row(3, { stars: 5, at: '2024-02-01T00:00:00Z' }),
    row(2, { stars: 1, at: '2023-01-01T00:00:00Z' }),
    row(4, { list: 'watched' }),
  ]
  const { ratings, listed } = withAccepted(file, accepted)
  expect(ratings.map(({ movie: { id }, stars }) => [id, stars])).toEqual([[1, 4], [3, 5], [2, 2]])
  expect(listed).toEqual([{ movie: movie(4), list: 'watched', added_at: null }])
  expect(withAccepted(file, [])).toEqual(file)
})

it('takes a similar title only if it is ticked', () => {
  expect(unlikely([row(1, {}), row(2, { reason: 'similar_title' })])).toEqual(new Set(['1:2']))
})
