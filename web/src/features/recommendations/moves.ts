import { text } from './listText'

/** How a movie came to its place: new in the list, or so many places up (or down, below 0). */
export type Move = 'new' | number

/** The list as it was before, and what became of it. */
export type Seen = { ids: readonly number[]; moves: ReadonlyMap<number, Move> }

/**
 * What moved between two lists of ids. Movies that left because the visitor has spoken on them (`isWanted` says no) are not
 * counted: that all the others close up is no movement. What stayed is not named.
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

/** "3 new, 8 moved": for whoever does not see it move; empty when nothing did. */
export function movesText(moves: ReadonlyMap<number, Move>): string {
  const nNew = [...moves.values()].filter((move) => move === 'new').length
  const nMoved = moves.size - nNew
  const parts = [nNew > 0 && text.nNew(nNew), nMoved > 0 && text.nMoved(nMoved)].filter((part) => part !== false)
  return parts.length === 0 ? '' : text.changed(parts.join(', '))
}

/** "up 3": one card's way, said. */
export function moveText(move: Move): string {
  if (move === 'new') return text.isNew
  return text.moved(move > 0 ? 'up' : 'down', Math.abs(move))
}
