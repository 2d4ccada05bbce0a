import { expect, it } from 'vitest'
import { limits } from '@/api/queries'
import { fileComplaint } from './fileCheck'
import { counted, serviceName } from './importText'
import { doubtText, missText, missesByReason } from './rowsText'

it('knows before it asks what cannot be read, and names the way on', () => {
  expect(fileComplaint({ name: 'ratings.csv', size: 900 })).toBeNull()
  expect(fileComplaint({ name: 'ratings.csv', size: limits.importBytes })).toBeNull()
  expect(fileComplaint({ name: 'ratings.csv', size: 60 * 1024 * 1024 })).toMatch(/is 60 MB; at most 50 MB/)
  expect(fileComplaint({ name: 'ratings.csv', size: 0 })).toMatch(/empty/)
  expect(fileComplaint({ name: 'letterboxd.ZIP', size: 900 })).toBeNull()
  expect(fileComplaint({ name: 'mine.xlsx', size: 900 })).toMatch(/Save it as CSV/)
  expect(fileComplaint({ name: 'me.jpg', size: 900 })).toMatch(/Choose a CSV or JSON/)
})

it('says in words what became of a row', () => {
  expect(counted(1, 'rating')).toBe('1 rating')
  expect(counted(1200, 'match', 'matches')).toBe('1,200 matches')
  expect(serviceName('imdb')).toBe('IMDb')
  expect(serviceName('newcomer')).toBe('newcomer')
  expect(doubtText('year_differs')).toBe('the years differ by one')
  expect(missText('not_a_movie')).toBe('Not movies')
})

it('puts rows of one reason together, the most common first', () => {
  const miss = (row: number, reason: 'no_such_movie' | 'other_year') => ({ file: 1, row, title: '', year: null, reason, detail: '' })
  const groups = missesByReason([miss(1, 'other_year'), miss(2, 'no_such_movie'), miss(3, 'no_such_movie')])
  expect(groups.map(({ reason, misses }) => [reason, misses.map(({ row }) => row)])).toEqual([
    ['no_such_movie', [2, 3]],
    ['other_year', [1]],
  ])
})
