import type { Atlas, AtlasGroup } from './atlas'
import { type View, project } from './camera'
import { dotRadius, nearness } from './dots'
import type { Measure } from './hand'

/** A text at its place on the screen: a group's name in the middle of its movies, or a title beside its movie. */
export type Label = { lines: readonly string[]; x: number; y: number; group?: AtlasGroup; index?: number }

export const GROUP_LINE_PX = 18
export const TITLE_LINE_PX = 16
/** Room for the sign before a group's name. */
export const SIGN_PX = 18
/** From this nearness on, titles stand beside movies; from `GROUPS_UNTIL` on, groups have no names any more. */
const TITLES_FROM = 1.6
const GROUPS_UNTIL = 9
/** Square pixels for each title: with more titles the map would be a page of print. */
const PX2_PER_TITLE = 9500

/** A rectangle on the screen. */
export type Box = { left: number; right: number; top: number; bottom: number }

/** What may be named. */
export type LabelScene = {
  atlas: Atlas
  /** The group that is picked out; `null` for all. */
  group: number | null
  /** Movies that are named before anything else: what the visitor points at. */
  first: readonly number[]
  /** Boxes that nothing is written over. */
  kept: readonly Box[]
}

/**
 * Chooses what is named. No text covers another; groups come before movies, larger groups and better-known movies first. The
 * order never changes, so a name stays while the map moves under it, until an earlier one needs its room.
 */
export function placeLabels({ atlas, group, first, kept }: LabelScene, view: View, measure: Measure): Label[] {
  const { frame } = view
  const labels: Label[] = []
  const taken: Box[] = [...kept]
  const put = (label: Label, box: Box) => {
    if (taken.some((other) => overlap(other, box))) return
    taken.push(box)
    labels.push(label)
  }
  for (const index of first) put(...titleAt(atlas, view, measure, index))
  const near = nearness(view)
  if (near < GROUPS_UNTIL) {
    for (const one of atlas.groups) {
      if (group === null || one.cluster === group) put(...nameAt(one, view, measure))
    }
  }
  if (near < TITLES_FROM) return labels
  const nMost = Math.min((frame.width * frame.height) / PX2_PER_TITLE, 14 * (near - 1)) + labels.length
  for (let index = 0; index < atlas.movies.length && labels.length < nMost; index += 1) {
    if (group !== null && atlas.groupAt[index]?.cluster !== group) continue
    if (first.includes(index)) continue
    const [label, box] = titleAt(atlas, view, measure, index)
    if (box.right < 0 || label.x > frame.width || box.bottom < 0 || box.top > frame.height) continue
    put(label, box)
  }
  return labels
}

function titleAt(atlas: Atlas, view: View, measure: Measure, index: number): [Label, Box] {
  const [sx, sy] = project(view, atlas.xs[index] ?? 0, atlas.ys[index] ?? 0)
  const text = atlas.movies[index]?.title ?? ''
  const x = sx + dotRadius(atlas.sizes[index] ?? 0, view) + 5
  const half = TITLE_LINE_PX / 2
  return [{ lines: [text], x, y: sy, index }, { left: x - 4, right: x + measure(text, 'title') + 4, top: sy - half, bottom: sy + half }]
}

function nameAt(group: AtlasGroup, view: View, measure: Measure): [Label, Box] {
  const { frame } = view
  const [middle, y] = project(view, group.centre.x, group.centre.y)
  const lines = group.nameLines
  const width = Math.max(...lines.map((line, place) => measure(line, 'group') + (place === 0 ? SIGN_PX : 0)))
  // At the edge a name moves inwards as long as its place is on the screen.
  const half = width / 2 + 6
  const isIn = middle >= 0 && middle <= frame.width && frame.width > 2 * half
  const x = isIn ? Math.min(frame.width - half, Math.max(half, middle)) : middle
  const height = lines.length * GROUP_LINE_PX
  return [{ lines, x, y, group }, { left: x - half, right: x + half, top: y - height / 2 - 3, bottom: y + height / 2 + 3 }]
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
