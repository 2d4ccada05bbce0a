import type { Atlas, AtlasGroup } from './atlas'
import { type Camera, type Frame, project } from './camera'
import { dotRadius, nearness } from './dots'
import type { Hand } from './lettering'

/** A text at its place on the screen: a group's name in the middle of its movies, or a title beside its movie. */
export type Label = { lines: readonly string[]; x: number; y: number; group?: AtlasGroup; index?: number }

/** How wide a text is, in pixels, in the hand of groups or of titles. */
export type Measure = (text: string, hand: Hand) => number

export const GROUP_LINE_PX = 18
export const TITLE_LINE_PX = 16
/** Room for the sign before a group's name. */
export const SIGN_PX = 18
/** From so near on titles stand beside movies, and later groups' names give way to them. */
const TITLES_FROM = 1.6
const GROUPS_UNTIL = 9
/** One title for so many square pixels: more would be a page of print. */
const PX2_PER_TITLE = 9500

/** Room on the screen. */
export type Box = { left: number; right: number; top: number; bottom: number }

/**
 * Chooses what is named: no text over another, groups before movies, larger groups and better-known movies first. The order
 * never changes, so a name that stands goes on standing while the map moves under it, until one before it needs its room.
 * Nothing is written over the boxes that are `kept`.
 */
export function placeLabels(atlas: Atlas, frame: Frame, camera: Camera, measure: Measure, group: number | null, first: readonly number[], kept: readonly Box[]): Label[] {
  const labels: Label[] = []
  const taken: Box[] = [...kept]
  const put = (label: Label, box: Box) => {
    if (taken.some((other) => overlap(other, box))) return
    taken.push(box)
    labels.push(label)
  }
  // What the visitor points at comes first, whatever is around it.
  for (const index of first) put(...titleAt(atlas, frame, camera, measure, index))
  const near = nearness(frame, camera)
  if (near < GROUPS_UNTIL) {
    for (const one of atlas.groups) {
      if (group === null || one.cluster === group) put(...nameOf(one, frame, camera, measure))
    }
  }
  if (near < TITLES_FROM) return labels
  const nMost = Math.min((frame.width * frame.height) / PX2_PER_TITLE, 14 * (near - 1)) + labels.length
  for (let index = 0; index < atlas.movies.length && labels.length < nMost; index += 1) {
    if (group !== null && atlas.groupAt[index]?.cluster !== group) continue
    if (first.includes(index)) continue
    const [label, box] = titleAt(atlas, frame, camera, measure, index)
    if (box.right < 0 || label.x > frame.width || box.bottom < 0 || box.top > frame.height) continue
    put(label, box)
  }
  return labels
}

function titleAt(atlas: Atlas, frame: Frame, camera: Camera, measure: Measure, index: number): [Label, Box] {
  const [sx, sy] = project(frame, camera, atlas.xs[index] ?? 0, atlas.ys[index] ?? 0)
  const text = atlas.movies[index]?.title ?? ''
  const x = sx + dotRadius(atlas.sizes[index] ?? 0, frame, camera) + 5
  const half = TITLE_LINE_PX / 2
  return [{ lines: [text], x, y: sy, index }, { left: x - 4, right: x + measure(text, 'title') + 4, top: sy - half, bottom: sy + half }]
}

function nameOf(group: AtlasGroup, frame: Frame, camera: Camera, measure: Measure): [Label, Box] {
  const [middle, y] = project(frame, camera, group.centre.x, group.centre.y)
  const lines = wrapName(group.name)
  const width = Math.max(...lines.map((line, place) => measure(line, 'group') + (place === 0 ? SIGN_PX : 0)))
  // At the edge a name moves in as long as its place is on the screen.
  const half = width / 2 + 6
  const isIn = middle >= 0 && middle <= frame.width && frame.width > 2 * half
  const x = isIn ? Math.min(frame.width - half, Math.max(half, middle)) : middle
  const height = lines.length * GROUP_LINE_PX
  return [{ lines, x, y, group }, { left: x - half, right: x + half, top: y - height / 2 - 3, bottom: y + height / 2 + 3 }]
}

/** A long name on two lines, broken where one would breathe. */
export function wrapName(name: string): string[] {
  if (name.length <= 18) return [name]
  const at = [' of the ', ', ', ' and '].map((word) => name.indexOf(word)).find((place) => place > 0)
  if (at === undefined) return [name]
  const cut = name[at] === ',' ? at + 1 : at
  return [name.slice(0, cut), name.slice(cut).trim()]
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
