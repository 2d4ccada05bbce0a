import { describe, expect, it } from 'vitest'
import { readNightSearch } from '@/nightSearch'
import { MAX_LINKED, type Person, readPerson, writePerson } from './link'

const ann: Person = {
  name: 'Änn 🎬',
  ratings: [
    { movie_id: 0, stars: 5 },
    { movie_id: 6, stars: 0.5 },
    { movie_id: 4_294_967_295, stars: 3.5 },
  ],
}

describe('a person in a link', () => {
  it('arrives as sent, whatever the order of the ratings', () => {
    const code = writePerson({ ...ann, ratings: ann.ratings.toReversed() }, 'sample')
    expect(code).toMatch(/^[\w-]+$/)
    expect(readPerson(code, 'sample')).toEqual(ann)
  })

  it('is short enough for any messenger', () => {
    const ratings = Array.from({ length: 500 }, (_, place) => ({ movie_id: place * 397, stars: 4 }))
    const code = writePerson({ name: 'Ann', ratings }, 'ml-32m')
    expect(code.length).toBeLessThan(700)
    const read = readPerson(code, 'ml-32m')
    expect(read).toMatchObject({ ratings: ratings.slice(-MAX_LINKED) })
  })

  it('is not taken for ratings of other movies', () => {
    expect(readPerson(writePerson(ann, 'ml-32m'), 'sample')).toBe('other_data')
  })

  it.each([
    ['nothing', ''],
    ['no letters of ours', '%%%'],
    ['another version', btoa('\u0002abc')],
    ['half of it', writePerson(ann, 'sample').slice(0, 12)],
    ['nobody', writePerson({ name: ' ', ratings: ann.ratings }, 'sample')],
    ['no ratings', writePerson({ name: 'Ann', ratings: [] }, 'sample')],
    ['stars off the scale', writePerson({ name: 'Ann', ratings: [{ movie_id: 1, stars: 7 }] }, 'sample')],
    ['a movie twice', writePerson({ name: 'Ann', ratings: [{ movie_id: 1, stars: 4 }, { movie_id: 1, stars: 5 }] }, 'sample')],
    ['far too much', 'A'.repeat(9000)],
  ])('is refused when it is %s', (_, code) => expect(readPerson(code, 'sample')).toBe('broken'))
})

it('reads the rule of an address and leaves out what is none', () => {
  expect(readNightSearch({ rule: 'veto', below: 2.5 })).toEqual({ rule: 'veto', below: 2.5 })
  expect(readNightSearch({ rule: 'veto', below: 3 })).toEqual({ rule: 'veto' })
  expect(readNightSearch({ rule: 'veto', below: 2.7 })).toEqual({ rule: 'veto' })
  expect(readNightSearch({ rule: 'dice', below: 2 })).toEqual({})
  expect(readNightSearch({ rule: 'least_misery' })).toEqual({ rule: 'least_misery' })
})
