import type { Atlas } from './atlas'
import { type Place, type View, project, unproject } from './camera'

/** Whether a movie may be found: while one group is picked out, the others are background. */
type May = (index: number) => boolean

/** A pointer on the screen, and how far around it movies count as hit. */
export type Pointer = { sx: number; sy: number; reachPx: number }

/**
 * The movie under a pointer: the nearest one whose middle is within reach. It looks at all movies: for 3,000 that takes a few
 * microseconds, so an index is not worth its upkeep.
 */
export function movieAt(atlas: Atlas, view: View, { sx, sy, reachPx }: Pointer, may: May): number | null {
  const { frame, camera } = view
  const [x, y] = unproject(view, sx, sy)
  const reach = reachPx / (frame.fit * camera.zoom)
  const [found] = nearestTo(atlas, { x, y }, 1, may)
  if (found === undefined) return null
  return Math.hypot((atlas.xs[found] ?? 0) - x, (atlas.ys[found] ?? 0) - y) <= reach ? found : null
}

/** The movies nearest to a place, the nearest first; of two that are equally near, the better known comes first. */
export function nearestTo(atlas: Atlas, { x, y }: Place, n: number, may: May): number[] {
  const best: { index: number; d: number }[] = []
  for (let index = 0; index < atlas.movies.length; index += 1) {
    const d = ((atlas.xs[index] ?? 0) - x) ** 2 + ((atlas.ys[index] ?? 0) - y) ** 2
    const last = best.at(-1)
    if ((best.length === n && last !== undefined && d >= last.d) || !may(index)) continue
    let place = best.length
    while (place > 0 && (best[place - 1]?.d ?? 0) > d) place -= 1
    best.splice(place, 0, { index, d })
    if (best.length > n) best.pop()
  }
  return best.map(({ index }) => index)
}

export type Direction = 'left' | 'right' | 'up' | 'down'

const TOWARDS: Record<Direction, readonly [number, number]> = { left: [-1, 0], right: [1, 0], up: [0, 1], down: [0, -1] }
/** A shorter step could not be seen. Movies on top of each other are passed over; zooming in separates them. */
const MIN_STEP_PX = 14

/**
 * The next movie in a direction, for the arrow keys: within 60 degrees of it, and movies to the side count as farther away.
 * `null` at the edge.
 */
export function nextTowards(atlas: Atlas, { frame, camera }: View, from: Place, direction: Direction, may: May): number | null {
  const [ux, uy] = TOWARDS[direction]
  const minStep = MIN_STEP_PX / (frame.fit * camera.zoom)
  let best: number | null = null
  let least = Infinity
  for (let index = 0; index < atlas.movies.length; index += 1) {
    const [dx, dy] = [(atlas.xs[index] ?? 0) - from.x, (atlas.ys[index] ?? 0) - from.y]
    const along = dx * ux + dy * uy
    const aside = Math.abs(dx * uy - dy * ux)
    if (along < minStep || aside > along * 1.732) continue
    const cost = along + 2 * aside
    if (cost < least && may(index)) [best, least] = [index, cost]
  }
  return best
}

/** Whether a movie stands well inside the window, `margin` (0 to 0.5) of each side away from the edge. */
export function isWellInside(atlas: Atlas, view: View, index: number, margin: number): boolean {
  const { frame } = view
  const [sx, sy] = project(view, atlas.xs[index] ?? 0, atlas.ys[index] ?? 0)
  const inside = (at: number, side: number) => at >= side * margin && at <= side * (1 - margin)
  return inside(sx, frame.width) && inside(sy, frame.height)
}
