import type { Atlas } from './atlas'
import { type Camera, type Frame, project } from './camera'
import type { Inks } from './inks'
import type { Land } from './land'
import { addShape } from './shapes'

/** A movie's size on the screen, in pixels: the better known the larger, and all grow a little as one comes nearer. */
export function dotRadius(size: number, frame: Frame, camera: Camera): number {
  return (1.7 + 3.4 * size) * growth(frame, camera)
}

/** How near the eye is: 1 where a whole map fills the window of a desk, whatever the window. */
export function nearness({ fit }: Frame, { zoom }: Camera): number {
  return (fit * zoom) / 390
}

function growth(frame: Frame, camera: Camera): number {
  return Math.min(3, Math.max(0.6, nearness(frame, camera) ** 0.42))
}

/** What is drawn beneath everything else: the land, and a sign for every movie in view. */
export type DotScene = { atlas: Atlas; group: number | null; inks: Inks; land: { picture: CanvasImageSource; of: Land } | null }

export function paintDots(pen: CanvasRenderingContext2D, frame: Frame, camera: Camera, scene: DotScene): void {
  const { atlas, group, inks, land } = scene
  pen.clearRect(0, 0, frame.width, frame.height)
  if (land !== null) paintLand(pen, frame, camera, land.picture, land.of)
  if (group !== null) {
    // The others stay as ground, so that one sees where in the whole a group lies.
    pen.globalAlpha = 0.75
    pen.fillStyle = inks.quiet
    pen.beginPath()
    for (const one of atlas.groups) if (one.cluster !== group) addMembers(pen, frame, camera, atlas, one.members, 0)
    addMembers(pen, frame, camera, atlas, ungrouped(atlas), 0)
    pen.fill()
  }
  pen.globalAlpha = 0.92
  for (const { cluster, sign, members } of atlas.groups) {
    if (group !== null && cluster !== group) continue
    pen.fillStyle = inks.groups[sign.ink] ?? inks.quiet
    pen.beginPath()
    addMembers(pen, frame, camera, atlas, members, sign.shape)
    pen.fill()
  }
  if (group === null) {
    pen.fillStyle = inks.quiet
    pen.beginPath()
    addMembers(pen, frame, camera, atlas, ungrouped(atlas), 0)
    pen.fill()
  }
  pen.globalAlpha = 1
}

function paintLand(pen: CanvasRenderingContext2D, frame: Frame, camera: Camera, picture: CanvasImageSource, land: Land) {
  const [left, top] = project(frame, camera, land.left, land.top)
  const scale = frame.fit * camera.zoom * land.units
  pen.imageSmoothingEnabled = true
  // Stretched far, nothing finer than this can be seen, and finer costs.
  pen.imageSmoothingQuality = 'low'
  // A cell's value is that of its middle.
  pen.drawImage(picture, left - scale / 2, top - scale / 2, land.width * scale, land.height * scale)
}

/** One path for a whole group: filling it once is far cheaper than once for every movie. */
function addMembers(pen: CanvasRenderingContext2D, frame: Frame, camera: Camera, atlas: Atlas, members: readonly number[], shape: number) {
  const scale = frame.fit * camera.zoom
  const grown = growth(frame, camera)
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
