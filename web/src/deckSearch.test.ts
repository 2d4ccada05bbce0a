import { describe, expect, it } from 'vitest'
import { deckSearch, isSameDeck, namedOf, readDeckSearch } from './deckSearch'

describe('the address of the deck', () => {
  it('is read whole, and is the same for the API', () => {
    const search = readDeckSearch({ genres: 'Horror, Film-Noir,Horror', decades: '1940s,1950s' })
    expect(search).toEqual({ genres: 'Horror,Film-Noir', decades: '1940s,1950s' })
    expect(namedOf(search)).toEqual({ genres: ['Horror', 'Film-Noir'], decades: [1940, 1950] })
    expect(namedOf({})).toEqual({ genres: [], decades: [] })
  })

  it.each([
    ['what it does not know', { page: 3, genres: 7 }],
    ['empty names', { genres: ' , ,', decades: '' }],
    ['years that are no decade', { decades: '1985s,198s,eighties,1980' }],
    ['a number', { decades: 1980 }],
  ])('leaves out %s', (_, raw) => expect(readDeckSearch(raw)).toEqual({}))

  it('names no more than the API takes', () => {
    const genres = Array.from({ length: 60 }, (_, place) => `Genre ${place}`)
    expect(namedOf(readDeckSearch({ genres: genres.join(',') })).genres).toHaveLength(50)
  })

  it('is another one where another name is in it', () => {
    expect(isSameDeck(deckSearch(['Horror'], []), readDeckSearch({ genres: 'Horror' }))).toBe(true)
    expect(isSameDeck(deckSearch(['Horror'], []), deckSearch(['Horror'], ['1980s']))).toBe(false)
  })
})
