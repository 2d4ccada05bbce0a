import { describe, expect, it } from 'vitest'
import { isSteered, readListSearch, wishesOf } from './listSearch'

describe('the address of a list', () => {
  it('is read whole', () => {
    const search = { algorithm: 'ease', only: 'watchlist' as const, genres: 'Crime,Drama', from: 1990, to: 1999, fame: -0.5, variety: 0.3 }
    expect(readListSearch(search)).toEqual(search)
  })

  it.each([
    ['what it does not know', { page: 3, ratings: [1] }],
    ['numbers off the scale of a year', { from: 12000, to: -4 }],
    ['words for numbers', { from: 'old', fame: 'much', variety: null }],
    ['empty genres', { genres: ' , ,' }],
    ['a list that it does not know', { only: 'skipped' }],
    ['sliders in the middle', { fame: 0.02, variety: -3 }],
  ])('leaves out %s', (_, raw) => expect(readListSearch(raw)).toEqual({}))

  it('is put right where it can be: years in order, sliders on their scale in tenths, each genre once', () => {
    expect(readListSearch({ from: 1999, to: 1990 })).toEqual({ from: 1990, to: 1999 })
    expect(readListSearch({ fame: -7, variety: 0.349 })).toEqual({ fame: -1, variety: 0.3 })
    expect(readListSearch({ genres: 'Crime, Drama,Crime' })).toEqual({ genres: 'Crime,Drama' })
  })

  it('says the same to the API, and nothing that was not wished', () => {
    expect(wishesOf({})).toEqual({})
    expect(wishesOf({ algorithm: 'ease', genres: 'Crime', to: 1980, fame: 1, variety: 0.2 })).toEqual({
      algorithm: 'ease',
      genres: ['Crime'],
      years: { to: 1980 },
      popularity: 1,
      diversity: 0.2,
    })
  })

  it('tells a steered list from one that only names its model', () => {
    expect(isSteered({ algorithm: 'ease' })).toBe(false)
    expect(isSteered({ to: 1980 })).toBe(true)
    expect(isSteered({ only: 'watchlist' })).toBe(true)
  })
})
