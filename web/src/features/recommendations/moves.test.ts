import { expect, it } from 'vitest'
import { moveText, movesBetween, movesText } from './moves'

const all = () => true

it('tells who came, who rose and who fell, and nothing of who stayed', () => {
  const moves = movesBetween([1, 2, 3, 4], [1, 4, 2, 9], all)
  expect([...moves]).toEqual([
    [4, 2],
    [2, -1],
    [9, 'new'],
  ])
  expect(movesText(moves)).toBe('The list has changed: 1 new, 2 moved.')
})

it('does not call it a rise when a movie above was rated and left', () => {
  expect([...movesBetween([1, 2, 3], [2, 3, 4], (id) => id !== 1)]).toEqual([[4, 'new']])
})

it('has nothing to say of the same list', () => expect(movesText(movesBetween([1, 2], [1, 2], all))).toBe(''))

it('says one card’s way', () => {
  expect([3, 1, -2, 'new' as const].map(moveText)).toEqual(['up 3 places', 'up 1 place', 'down 2 places', 'new in the list'])
})
