import { expect, it } from 'vitest'
import { cited, recommendation } from '@/test/movies'
import { pointsText, sourceText, whatIfText, withoutText } from './whyText'

it('signs points, and says what the rest is', () => {
  expect([12, -3, 0].map(pointsText)).toEqual(['+12', '−3', '0'])
  expect(sourceText('rest', 1)).toBe('Your one other movie')
  expect(sourceText('rest', 1200)).toBe('Your 1,200 other movies')
  expect(withoutText(41, 7)).toBe('without it: 41st')
  expect(withoutText(7, 7)).toBe('without it: still 7th')
  expect(withoutText(null, 7)).toBeNull()
})

function withoutRanks(...ranks: (number | null)[]) {
  const contributions = ranks.map((rank, id) => ({
    ...cited(id, `Movie ${id}`, 4.5),
    contribution: 1,
    rank_without: rank,
  }))
  return { ...recommendation(7, 'Seven'), explanation: { everybody: 0, contributions, others: 0 } }
}

it('names the rating that the place hangs on the most', () => {
  expect(whatIfText(withoutRanks(9, 41, null, 6))).toBe(
    'Without your 4½ stars for Movie 1 this would be 41st instead of 7th.',
  )
  expect(whatIfText(withoutRanks(7, 2))).toBe('Without your 4½ stars for Movie 1 this would be 2nd instead of 7th.')
  expect(whatIfText(withoutRanks(7, 7))).toBe(
    'No single movie decides: without any one of them this would still be 7th.',
  )
  expect(whatIfText(withoutRanks(7, 7, null))).toBe(
    'No single movie decides: without any one of the 2 that weigh the most this would still be 7th.',
  )
  expect(whatIfText(withoutRanks(null))).toBeNull()
  const contributions = [{ ...cited(1, 'Heat', 'seen'), contribution: 1, rank_without: 41 }]
  const bySeen = { ...recommendation(7, 'Seven'), explanation: { everybody: 0, contributions, others: 0 } }
  expect(whatIfText(bySeen)).toBe('Without your having seen Heat this would be 41st instead of 7th.')
  expect(whatIfText(recommendation(1, 'Heat'))).toBeNull()
})
