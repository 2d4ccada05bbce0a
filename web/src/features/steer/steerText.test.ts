import { describe, expect, it } from 'vitest'
import { chipsOf, fameText, varietyText, yearsText } from './steerText'

describe('the chips of a steered list', () => {
  it('say every wish in words, and each leads to the list without it', () => {
    const search = { algorithm: 'ease', genres: 'Crime,Drama', from: 1990, to: 1999, fame: -1, variety: 0.3 }
    const chips = chipsOf(search)
    expect(chips.map(({ label }) => label)).toEqual(['Crime', 'Drama', '1990s', 'Only hidden gems', 'A little more diverse'])
    expect(chips[0]?.without).toEqual({ ...search, genres: 'Drama' })
    expect(chips[2]?.without).toEqual({ algorithm: 'ease', genres: 'Crime,Drama', fame: -1, variety: 0.3 })
    expect(chips[3]?.without).not.toHaveProperty('fame')
  })

  it('name the watchlist first', () => {
    const chips = chipsOf({ only: 'watchlist', genres: 'Crime' })
    expect(chips.map(({ label }) => label)).toEqual(['Only my watchlist', 'Crime'])
    expect(chips[0]?.without).toEqual({ genres: 'Crime' })
  })

  it('take the last genre away without leaving an empty wish', () => {
    expect(chipsOf({ genres: 'Crime' })[0]?.without).toEqual({})
  })

  it('are none for a list that is not steered', () => expect(chipsOf({ algorithm: 'ease' })).toEqual([]))
})

it.each([
  [1990, 1999, '1990s'],
  [1985, 1993, '1985–1993'],
  [1985, undefined, 'since 1985'],
  [undefined, 1970, 'until 1970'],
  [1994, 1994, '1994'],
  [undefined, undefined, null],
])('says the years from %s to %s as people do', (from, to, words) => expect(yearsText(from, to)).toBe(words))

it('says where a slider stands', () => {
  expect([-1, -0.7, 0, 0.2, 1].map(fameText)).toEqual([
    'Only hidden gems',
    'Mostly hidden gems',
    'As the model ranks',
    'Rather popular movies',
    'Only popular movies',
  ])
  expect([0, 0.3, 0.8, 1].map(varietyText)).toEqual([
    'As the model ranks',
    'A little more diverse',
    'Diverse',
    'As diverse as can be',
  ])
})
