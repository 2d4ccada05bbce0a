import type { Place } from './camera'

/** A mark on its way from one place to another. */
export type Glide = { from: Place; to: Place; sinceMs: number }

const GLIDE_MS = 600

/** The visitor's mark goes from where it was headed to where the new ratings put it, so that the eye can follow. */
export function glide(before: Glide | null, to: Place | null, isCalm: boolean): Glide | null {
  if (to === null) return null
  return { from: isCalm ? to : (before?.to ?? to), to, sinceMs: performance.now() }
}

/** Where it is now, and whether it still moves. */
export function glidingAt(way: Glide | null, now: number): (Place & { isMoving: boolean }) | null {
  if (way === null) return null
  const { from, to, sinceMs } = way
  const part = Math.min(1, Math.max(0, (now - sinceMs) / GLIDE_MS))
  const eased = 1 - (1 - part) ** 3
  return { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased, isMoving: part < 1 && from !== to }
}
