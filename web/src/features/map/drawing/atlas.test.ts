import { describe, expect, it } from 'vitest'
import type { MappedMovie } from '@/api/types'
import { buildAtlas } from './atlas'
import { type Camera, frameOf, wholeMap } from './camera'
import { N_INKS, N_SHAPES, signsFor } from './signs'
import { isWellInside, movieAt, nearestTo, nextTowards } from './find'
import { mapKey } from './keys'
import { type LabelScene, placeLabels } from './labels'
import { drawLand } from './land'

function mapped(id: number, x: number, y: number, cluster: number | null, n = 100): MappedMovie {
  return { movie_id: id, title: `Movie ${id}`, year: 1990, x, y, cluster, n_ratings: n }
}

/** Two heaps of one group, a smaller group between them, and one movie of no group. */
const atlas = buildAtlas(
  [
    mapped(10, -0.8, 0, 1, 400),
    mapped(11, -0.78, 0.02, 1),
    mapped(12, -0.82, -0.02, 1),
    mapped(13, 0.8, 0, 1, 25),
    mapped(20, 0, 0.1, 2),
    mapped(21, 0.02, 0.4, 2),
    mapped(30, 0.4, -0.5, null),
  ],
  [],
)
const frame = frameOf(800, 600, atlas.bounds)
const whole = wholeMap(frame)
const view = (camera: Camera) => ({ frame, camera })
const all = () => true
const labelled = (camera: Camera, what: Partial<LabelScene> = {}) =>
  placeLabels({ atlas, group: null, first: [], kept: [], ...what }, view(camera), (text) => text.length * 7)

describe('the atlas', () => {
  it('sorts groups by their movies and sizes movies by their ratings', () => {
    expect(atlas.groups.map(({ cluster, members }) => [cluster, members])).toEqual([
      [1, [0, 1, 2, 3]],
      [2, [4, 5]],
    ])
    expect(atlas.sizes[0]).toBe(1)
    expect(atlas.sizes[3]).toBeCloseTo(0.25)
    expect(atlas.groupAt[6]).toBeUndefined()
    expect(atlas.indexOf.get(20)).toBe(4)
  })

  it('names a group where its movies are densest, not between two heaps', () => {
    expect(atlas.groups[0]?.centre.x).toBeCloseTo(-0.8, 5)
  })

  it('makes land of the ink of the movies there, and none where there are none', () => {
    const inks = Array.from({ length: N_INKS }, (_, ink) => [ink * 30, 0, 0] as const)
    const land = drawLand(atlas, inks, null)
    const at = (x: number, y: number) => {
      const cell = Math.round((land.top - y) / land.units) * land.width + Math.round((x - land.left) / land.units)
      return [...land.pixels.slice(cell * 4, cell * 4 + 4)]
    }
    expect(at(-0.8, 0)[0]).toBe((atlas.groups[0]?.sign.ink ?? 0) * 30)
    expect(at(-0.8, 0)[3]).toBeGreaterThan(60)
    expect(at(0.4, 0.4)[3]).toBe(0)
    expect(Math.max(...drawLand(atlas, inks, 99).pixels)).toBe(0)
  })
})

describe('finding on the map', () => {
  it('hits the nearest movie within reach, and nothing farther', () => {
    const [sx, sy] = [400 + (0 - whole.x) * frame.fit, 300 - (0.1 - whole.y) * frame.fit]
    expect(movieAt(atlas, view(whole), { sx: sx + 6, sy: sy + 6, reachPx: 12 }, all)).toBe(4)
    expect(movieAt(atlas, view(whole), { sx: sx + 10, sy: sy + 10, reachPx: 12 }, all)).toBeNull()
    expect(movieAt(atlas, view(whole), { sx, sy, reachPx: 12 }, (index) => index !== 4)).toBeNull()
  })

  it('lists the nearest first, and no more than there are', () => {
    expect(nearestTo(atlas, { x: -0.795, y: 0.005 }, 3, all)).toEqual([0, 1, 2])
    expect(nearestTo(atlas, { x: 0, y: 0.1 }, 99, all)).toHaveLength(7)
  })

  it('steps in the direction of an arrow, and stays at the edge', () => {
    const from = { x: 0, y: 0.1 }
    expect(nextTowards(atlas, view(whole), from, 'right', all)).toBe(3)
    expect(nextTowards(atlas, view(whole), from, 'up', all)).toBe(5)
    expect(nextTowards(atlas, view(whole), from, 'left', all)).toBe(1)
    expect(nextTowards(atlas, view(whole), { x: 0.8, y: 0 }, 'right', all)).toBeNull()
  })

  it('passes over what lies on the same spot until one comes nearer', () => {
    const from = { x: -0.8, y: 0 }
    expect(nextTowards(atlas, view(whole), from, 'right', all)).toBe(4)
    expect(nextTowards(atlas, view({ ...whole, zoom: 8 }), from, 'right', all)).toBe(1)
  })

  it('knows what stands well inside the window', () => {
    expect(isWellInside(atlas, view(whole), 4, 0.2)).toBe(true)
    expect(isWellInside(atlas, view(whole), 3, 0.2)).toBe(false)
  })
})

describe('signs', () => {
  const grid = Array.from({ length: 36 }, (_, place) => ({ x: place % 6, y: Math.floor(place / 6) }))

  it('are another for every group', () => {
    const signs = signsFor(grid)
    expect(new Set(signs.map(({ ink, shape }) => `${ink} ${shape}`)).size).toBe(36)
    expect(signsFor(Array.from({ length: 100 }, () => ({ x: 0, y: 0 }))).every(({ ink, shape }) => ink < N_INKS && shape < N_SHAPES)).toBe(true)
  })

  it('give neighbours another ink far more often than chance', () => {
    const signs = signsFor(grid)
    const pairs = grid.flatMap((a, i) => grid.slice(i + 1).map((b, j) => [a, b, signs[i], signs[i + 1 + j]] as const))
    const touching = pairs.filter(([a, b]) => Math.hypot(a.x - b.x, a.y - b.y) <= 1)
    const same = touching.filter(([, , one, other]) => one?.ink === other?.ink)
    expect(touching).toHaveLength(60)
    // By chance one in seven.
    expect(same.length).toBeLessThanOrEqual(2)
  })
})

describe('labels', () => {
  it('name groups from afar and movies from near, and none over another', () => {
    const far = labelled(whole)
    expect(far.map(({ group }) => group?.cluster)).toEqual([1, 2])
    const near = labelled({ x: -0.8, y: 0, zoom: 12 })
    expect(near.map(({ index }) => index)).toEqual([0, 1, 2])
  })

  it('write what is pointed at first, and nothing over what is kept free', () => {
    const kept = [{ left: 0, right: 800, top: 0, bottom: 600 }]
    expect(labelled(whole, { first: [4], kept })).toEqual([])
    expect(labelled(whole, { first: [4] })[0]?.index).toBe(4)
  })

  it('name the group alone that is picked out', () => {
    expect(labelled(whole, { group: 2 }).map(({ group }) => group?.cluster)).toEqual([2])
  })
})

it('reads the keys of the map, and leaves the browser its own', () => {
  const press = (key: string, held: object = {}) => mapKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held })
  expect(press('ArrowLeft')).toEqual({ does: 'step', towards: 'left' })
  expect(press('ArrowLeft', { shiftKey: true })).toEqual({ does: 'pan', dx: 90, dy: 0 })
  expect(press('+')).toMatchObject({ does: 'zoom' })
  expect(press('Enter')).toEqual({ does: 'open' })
  expect(press('+', { ctrlKey: true })).toBeNull()
  expect(press('Tab')).toBeNull()
})
