import type { Atlas } from './atlas'
import { N_INKS } from './signs'

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number]

/** A small picture of the world that shows where each group's movies are densest. It is drawn stretched, so it needs few pixels. */
export type Land = { width: number; height: number; pixels: Uint8ClampedArray<ArrayBuffer>; left: number; top: number; units: number }

const CELLS_PER_UNIT = 84
/** Room around the outermost movies for their shores, in units of the world. */
const MARGIN = 0.16
const SIGMA = 0.042
/** Opacity where movies are dense, of 255. */
const DEEPEST = 74
/** Density (movies on one spot) at which land has half of its full opacity. */
const HALF_DEEP = 1.1

/**
 * Colours each cell by the inks of the movies around it (a Gaussian kernel). The most common ink counts far more than the
 * others, so borders are soft and the inside is clear. With a `group`, only its movies make land. Cost: a few million
 * multiplications, once.
 */
export function drawLand(atlas: Atlas, inks: readonly Rgb[], group: number | null): Land {
  const { bounds } = atlas
  const cells = (low: number, high: number) => Math.ceil((high - low + 2 * MARGIN) * CELLS_PER_UNIT)
  const [width, height] = [cells(bounds.left, bounds.right), cells(bounds.bottom, bounds.top)]
  const [left, top] = [bounds.left - MARGIN, bounds.top + MARGIN]
  const density = Array.from({ length: N_INKS }, () => new Float32Array(width * height))
  for (const { cluster, sign, members } of atlas.groups) {
    const plane = density[sign.ink]
    if (plane === undefined || (group !== null && cluster !== group)) continue
    for (const index of members) {
      const column = Math.round(((atlas.xs[index] ?? 0) - left) * CELLS_PER_UNIT)
      const row = Math.round((top - (atlas.ys[index] ?? 0)) * CELLS_PER_UNIT)
      addSpot(plane, width, height, column, row)
    }
  }
  return { width, height, pixels: mixed(density, inks, width * height), left, top, units: 1 / CELLS_PER_UNIT }
}

const RADIUS = Math.ceil(3 * SIGMA * CELLS_PER_UNIT)
const SIDE = 2 * RADIUS + 1
const SPOT = Float32Array.from({ length: SIDE * SIDE }, (_, place) => {
  const [dx, dy] = [(place % SIDE) - RADIUS, Math.floor(place / SIDE) - RADIUS]
  return Math.exp(-(dx * dx + dy * dy) / (2 * (SIGMA * CELLS_PER_UNIT) ** 2))
})

function addSpot(plane: Float32Array, width: number, height: number, column: number, row: number) {
  for (let dy = Math.max(-RADIUS, -row); dy <= Math.min(RADIUS, height - 1 - row); dy += 1) {
    for (let dx = Math.max(-RADIUS, -column); dx <= Math.min(RADIUS, width - 1 - column); dx += 1) {
      const cell = (row + dy) * width + column + dx
      plane[cell] = (plane[cell] ?? 0) + (SPOT[(dy + RADIUS) * SIDE + dx + RADIUS] ?? 0)
    }
  }
}

function mixed(density: readonly Float32Array[], inks: readonly Rgb[], nCells: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(nCells * 4)
  for (let cell = 0; cell < nCells; cell += 1) {
    let [all, weights, red, green, blue] = [0, 0, 0, 0, 0]
    for (const [ink, plane] of density.entries()) {
      const here = plane[cell] ?? 0
      const [r, g, b] = inks[ink] ?? [0, 0, 0]
      // The fourth power: three against two is five to one.
      const weight = here ** 4
      all += here
      weights += weight
      red += weight * r
      green += weight * g
      blue += weight * b
    }
    if (weights === 0) continue
    pixels[cell * 4] = red / weights
    pixels[cell * 4 + 1] = green / weights
    pixels[cell * 4 + 2] = blue / weights
    pixels[cell * 4 + 3] = DEEPEST / (1 + (HALF_DEEP / all) ** 4)
  }
  return pixels
}
