import type { Atlas } from './atlas'
import { type View, project } from './camera'
import type { Inks } from './inks'
import type { Land } from './land'
import { addShape } from './shapes'

/** A movie's radius on the screen, in pixels: larger for a better-known movie, and growing a little as the view comes nearer. */
export function dotRadius(size: number, view: View): number {
  return (1.7 + 3.4 * size) * growth(view)
}

/** How near the view is: 1 where the whole map fills a desktop window, and the same scale in any other window. */
export function nearness({ frame, camera }: View): number {
  return (frame.fit * camera.zoom) / 390
}

function growth(view: View): number {
  return Math.min(3, Math.max(0.6, nearness(view) ** 0.42))
}

/** The land, painted once and stretched into every frame. */
export type PaintedLand = { picture: CanvasImageSource; of: Land }

/** The lower layer: the land, and a sign for every movie in view. */
export type DotScene = { atlas: Atlas; group: number | null; inks: Inks; land: PaintedLand | null }

export function paintDots(pen: CanvasRenderingContext2D, view: View, { atlas, group, inks, land }: DotScene): void {
  pen.clearRect(0, 0, view.frame.width, view.frame.height)
  if (land !== null) paintLand(pen, view, land)
  if (group !== null) {
    // The other movies stay visible as ground, so that the group's place in the whole can be seen.
    pen.globalAlpha = 0.75
    pen.fillStyle = inks.quiet
    pen.beginPath()
    for (const one of atlas.groups) if (one.cluster !== group) addMembers(pen, view, atlas, one.members, 0)
    addMembers(pen, view, atlas, ungrouped(atlas), 0)
    pen.fill()
  }
  pen.globalAlpha = 0.92
  for (const { cluster, sign, members } of atlas.groups) {
    if (group !== null && cluster !== group) continue
    pen.fillStyle = inks.groups[sign.ink] ?? inks.quiet
    pen.beginPath()
    addMembers(pen, view, atlas, members, sign.shape)
    pen.fill()
  }
  if (group === null) {
    pen.fillStyle = inks.quiet
    pen.beginPath()
    addMembers(pen, view, atlas, ungrouped(atlas), 0)
    pen.fill()
  }
  pen.globalAlpha = 1
}

function paintLand(pen: CanvasRenderingContext2D, view: View, { picture, of: land }: PaintedLand) {
  const [left, top] = project(view, land.left, land.top)
  const scale = view.frame.fit * view.camera.zoom * land.units
  pen.imageSmoothingEnabled = true
  // Stretched this far, a finer quality would cost time and show nothing.
  pen.imageSmoothingQuality = 'low'
  // A cell's value is that of its middle.
  pen.drawImage(picture, left - scale / 2, top - scale / 2, land.width * scale, land.height * scale)
}

/** Adds all movies of a group to one path: filling it once is far cheaper than filling one path for each movie. */
function addMembers(pen: CanvasRenderingContext2D, view: View, atlas: Atlas, members: readonly number[], shape: number) {
  const { frame, camera } = view
  const scale = frame.fit * camera.zoom
  const grown = growth(view)
  const [left, top] = [frame.width / 2 - camera.x * scale, frame.height / 2 + camera.y * scale]
  for (const index of members) {
    const sx = left + (atlas.xs[index] ?? 0) * scale
    const sy = top - (atlas.ys[index] ?? 0) * scale
    if (sx < -16 || sy < -16 || sx > frame.width + 16 || sy > frame.height + 16) continue
    addShape(pen, shape, sx, sy, (1.7 + 3.4 * (atlas.sizes[index] ?? 0)) * grown)
  }
}

const lonely = new WeakMap<Atlas, number[]>()

/** Movies that no group claims. */
function ungrouped(atlas: Atlas): number[] {
  const known = lonely.get(atlas)
  if (known !== undefined) return known
  const found = [...atlas.movies.keys()].filter((index) => atlas.groupAt[index] === undefined)
  lonely.set(atlas, found)
  return found
}
