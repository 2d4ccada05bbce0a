import type { Place } from './camera'

/** Inks in `palette.css` and shapes in `shapes.ts`: together they make signs for 42 groups. */
export const N_INKS = 7
export const N_SHAPES = 6

/** How a group's movies are drawn. No two groups have the same, as long as there are signs. */
export type Sign = { ink: number; shape: number }

/**
 * Gives every group its sign, in the order given. As on a map of countries a few inks will do: a group takes the one whose
 * nearest other group lies the farthest, so that neighbours differ, and among groups of one ink each has a shape of its own.
 */
export function signsFor(centres: readonly Place[]): Sign[] {
  const uses = Array.from({ length: N_INKS }, (): Place[] => [])
  return centres.map((centre) => {
    const fewest = Math.min(...uses.map((places) => places.length))
    let best = 0
    let room = -1
    for (const [ink, places] of uses.entries()) {
      // An ink is used once more only where all are used as often: signs last longest.
      if (places.length > fewest) continue
      const nearest = Math.min(...places.map(({ x, y }) => Math.hypot(x - centre.x, y - centre.y)))
      if (nearest > room) [best, room] = [ink, nearest]
    }
    const places = uses[best] ?? []
    places.push(centre)
    return { ink: best, shape: (places.length - 1) % N_SHAPES }
  })
}
