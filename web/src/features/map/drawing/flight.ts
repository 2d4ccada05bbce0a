import type { Camera } from './camera'

/** A path from one camera to another: `at` gives the camera at a fraction of it, 0 to 1. */
export type Flight = { durationMs: number; at: (part: number) => Camera }

/** How far a flight rises before it comes down; people in the paper's own test preferred 1.42. */
const RHO = 1.42
/** Width of the world that is seen at zoom 1; the path only needs it roughly. */
const WHOLE = 2
const MS_PER_STEP = 260
const MAX_MS = 1400

/**
 * The shortest path in view space: up, across and down, so that the eye can follow (van Wijk and Nuij 2003, "Smooth and
 * efficient zooming and panning").
 */
export function flightBetween(from: Camera, to: Camera): Flight {
  const [w0, w1] = [WHOLE / from.zoom, WHOLE / to.zoom]
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const distance = Math.hypot(dx, dy)
  if (distance < 1e-6) {
    const steps = Math.abs(Math.log(w1 / w0)) / RHO
    return flight(steps, (part) => ({ ...to, zoom: from.zoom * (to.zoom / from.zoom) ** part }))
  }
  const rho2 = RHO * RHO
  const b = (w: number, sign: 1 | -1) =>
    (w1 * w1 - w0 * w0 + sign * rho2 * rho2 * distance * distance) / (2 * w * rho2 * distance)
  const r0 = Math.asinh(-b(w0, 1))
  const r1 = Math.asinh(-b(w1, -1))
  const steps = (r1 - r0) / RHO
  return flight(Math.abs(steps), (part) => {
    const s = RHO * steps * part
    const gone = (w0 / rho2 / distance) * (Math.cosh(r0) * Math.tanh(s + r0) - Math.sinh(r0))
    const width = (w0 * Math.cosh(r0)) / Math.cosh(s + r0)
    return { x: from.x + dx * gone, y: from.y + dy * gone, zoom: WHOLE / width }
  }, to)
}

function flight(steps: number, along: (part: number) => Camera, end?: Camera): Flight {
  const at = (part: number) => (part >= 1 && end !== undefined ? end : along(ease(Math.min(1, Math.max(0, part)))))
  return { durationMs: Math.min(MAX_MS, 180 + MS_PER_STEP * steps), at }
}

function ease(part: number): number {
  return part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) * (1 - part)
}
