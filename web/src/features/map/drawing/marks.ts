import type { Atlas } from './atlas'
import { type Place, type View, project } from './camera'
import { dotRadius } from './dots'
import type { Inks } from './inks'
import { type Box, GROUP_LINE_PX, type Label, SIGN_PX, placeLabels } from './labels'
import { fontOf, measureWith, write } from './lettering'
import { addShape, addStar } from './shapes'
import type { Sign } from './signs'

/** The upper layer: the visitor and their stars, what they look at, and names. */
export type MarkScene = {
  atlas: Atlas
  group: number | null
  inks: Inks
  /** Indices of the movies that the visitor has rated. */
  rated: readonly number[]
  /** The movie that is looked at, and the one under the pointer or the keys. */
  chosen: number | null
  pointed: number | null
  you: Place | null
  youText: string
}

export function paintMarks(pen: CanvasRenderingContext2D, view: View, scene: MarkScene): void {
  const { atlas, group, inks } = scene
  pen.clearRect(0, 0, view.frame.width, view.frame.height)
  pen.lineJoin = 'round'
  pen.textBaseline = 'middle'
  for (const index of scene.rated) paintRated(pen, view, scene, index)
  if (scene.chosen !== null) paintRing(pen, view, scene, scene.chosen, inks.you)
  if (scene.pointed !== null && scene.pointed !== scene.chosen) paintRing(pen, view, scene, scene.pointed, inks.text)
  const first = [scene.chosen, scene.pointed].filter((index) => index !== null)
  const flag = scene.you === null ? [] : [flagBox(pen, view, scene.you, scene)]
  const labels = placeLabels({ atlas, group, first, kept: flag }, view, measureWith(pen, inks))
  for (const label of labels) paintLabel(pen, inks, label)
  for (const box of flag) paintFlag(pen, box, scene)
}

function paintLabel(pen: CanvasRenderingContext2D, inks: Inks, { lines, x, y, group }: Label) {
  if (group === undefined) {
    write(pen, inks, { text: lines[0] ?? '', hand: 'title' }, x, y)
    return
  }
  for (const [place, line] of lines.entries()) {
    const at = y + (place - (lines.length - 1) / 2) * GROUP_LINE_PX
    const width = measureWith(pen, inks)(line, 'group')
    const left = x + (place === 0 ? SIGN_PX / 2 : 0) - width / 2
    write(pen, inks, { text: line, hand: 'group' }, left, at)
    if (place === 0) paintSign(pen, inks, group.sign, left - SIGN_PX / 2 - 1, at)
  }
}

function paintSign(pen: CanvasRenderingContext2D, inks: Inks, sign: Sign, x: number, y: number) {
  pen.beginPath()
  addShape(pen, sign.shape, x, y, 5)
  pen.lineWidth = 4
  pen.strokeStyle = inks.ground
  pen.stroke()
  pen.fillStyle = inks.groups[sign.ink] ?? inks.quiet
  pen.fill()
}

function paintRated(pen: CanvasRenderingContext2D, view: View, { atlas, inks }: MarkScene, index: number) {
  const { frame } = view
  const [sx, sy] = project(view, atlas.xs[index] ?? 0, atlas.ys[index] ?? 0)
  if (sx < -20 || sy < -20 || sx > frame.width + 20 || sy > frame.height + 20) return
  pen.beginPath()
  addStar(pen, sx, sy, Math.max(8.5, dotRadius(atlas.sizes[index] ?? 0, view) * 1.35))
  pen.lineWidth = 4.5
  pen.strokeStyle = inks.ground
  pen.stroke()
  pen.lineWidth = 1.5
  pen.strokeStyle = inks.text
  pen.stroke()
  pen.fillStyle = inks.star
  pen.fill()
}

function paintRing(pen: CanvasRenderingContext2D, view: View, { atlas, inks }: MarkScene, index: number, colour: string) {
  const [sx, sy] = project(view, atlas.xs[index] ?? 0, atlas.ys[index] ?? 0)
  const radius = dotRadius(atlas.sizes[index] ?? 0, view) + 4
  for (const [width, style] of [[5, inks.ground], [2.5, colour]] as const) {
    pen.beginPath()
    pen.arc(sx, sy, radius, 0, 2 * Math.PI)
    pen.lineWidth = width
    pen.strokeStyle = style
    pen.stroke()
  }
}

const FLAG_PX = 33

/** The box of the visitor's flag. Its foot stands on the visitor's place, so that it hides little around it. */
function flagBox(pen: CanvasRenderingContext2D, view: View, you: Place, { inks, youText }: MarkScene): Box {
  const [sx, sy] = project(view, you.x, you.y)
  const half = measureWith(pen, inks)(youText, 'flag') / 2 + 9
  return { left: sx - half, right: sx + half, top: sy - FLAG_PX, bottom: sy }
}

function paintFlag(pen: CanvasRenderingContext2D, { left, right, top, bottom }: Box, { inks, youText }: MarkScene) {
  const sx = (left + right) / 2
  pen.beginPath()
  pen.moveTo(sx, bottom)
  pen.lineTo(sx - 6, bottom - 11)
  pen.lineTo(sx + 6, bottom - 11)
  pen.closePath()
  pen.roundRect(left, top, right - left, FLAG_PX - 10, 11)
  pen.lineWidth = 4
  pen.strokeStyle = inks.ground
  pen.stroke()
  pen.fillStyle = inks.you
  pen.fill()
  pen.beginPath()
  pen.arc(sx, bottom, 3, 0, 2 * Math.PI)
  pen.fillStyle = inks.text
  pen.fill()
  pen.fillStyle = inks.onYou
  pen.font = fontOf('flag', inks)
  pen.textAlign = 'center'
  pen.fillText(youText, sx, top + 12)
}
