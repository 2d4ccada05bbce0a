import { text } from './listText'

/** How a movie came to its place: new in the list, or by a number of places up (down if negative). */
export type Move = 'new' | number

/** A list that was shown, and how it differed from the one before. */
export type Seen = { ids: readonly number[]; moves: ReadonlyMap<number, Move> }

/**
 * Finds what moved between two lists of ids. Movies that left because the visitor rated or dismissed them (`isWanted` is
 * false) do not count: closing up is not a move. Movies that stayed are not in the result.
 */
export function movesBetween(
  before: readonly number[],
  after: readonly number[],
  isWanted: (id: number) => boolean,
): Map<number, Move> {
  const places = new Map(before.filter(isWanted).map((id, place) => [id, place]))
  const moves = new Map<number, Move>()
  after.forEach((id, place) => {
    const was = places.get(id)
    if (was === undefined) moves.set(id, 'new')
    else if (was !== place) moves.set(id, was - place)
  })
  return moves
}

/** "3 new, 8 moved": for visitors who do not see the list move; empty if nothing moved. */
export function movesText(moves: ReadonlyMap<number, Move>): string {
  const nNew = [...moves.values()].filter((move) => move === 'new').length
  const nMoved = moves.size - nNew
  const parts = [nNew > 0 && text.nNew(nNew), nMoved > 0 && text.nMoved(nMoved)].filter((part) => part !== false)
  return parts.length === 0 ? '' : text.changed(parts.join(', '))
}

/** "up 3 places": one card's move in words. */
export function moveText(move: Move): string {
  if (move === 'new') return text.isNew
  return text.moved(move > 0 ? 'up' : 'down', Math.abs(move))
}
