import { describe, expect, it } from 'vitest'
import { type Camera, MAX_ZOOM, boundsOf, frameOf, limit, openingView, panBy, project, unproject, wholeMap, zoomAt } from './camera'
import { flightBetween } from './flight'

const bounds = { left: -1, right: 1, bottom: -0.6, top: 0.6 }
const frame = frameOf(800, 600, bounds)
const whole = wholeMap(frame)
const view = (camera: Camera) => ({ frame, camera })

describe('the camera', () => {
  it('shows the whole map at first, with room around it', () => {
    const [left, top] = project(view(whole), bounds.left, bounds.top)
    const [right, bottom] = project(view(whole), bounds.right, bounds.bottom)
    expect([left, right]).toEqual([28, 772])
    expect(top).toBeGreaterThan(28)
    expect(bottom).toBeLessThan(572)
    expect(top).toBeLessThan(bottom)
  })

  it('finds the place again that it projected', () => {
    const camera = { x: 0.3, y: -0.2, zoom: 7 }
    const [x, y] = unproject(view(camera), ...project(view(camera), 0.35, -0.18))
    expect(x).toBeCloseTo(0.35, 10)
    expect(y).toBeCloseTo(-0.18, 10)
  })

  it('keeps what is under the pointer there while it zooms', () => {
    const before = { x: 0.1, y: 0.05, zoom: 6 }
    const place = unproject(view(before), 500, 200)
    const after = zoomAt(view(before), 2, 500, 200)
    expect(after.zoom).toBe(12)
    const [sx, sy] = project(view(after), ...place)
    expect(sx).toBeCloseTo(500, 6)
    expect(sy).toBeCloseTo(200, 6)
  })

  it('zooms no further than its limits, and the middle stays the middle', () => {
    expect(zoomAt(view(whole), 0.1, 0, 0)).toEqual(whole)
    expect(zoomAt(view({ ...whole, zoom: MAX_ZOOM }), 3, 400, 300)).toEqual({ ...whole, zoom: MAX_ZOOM })
  })

  it('goes with the hand, and not beyond the map', () => {
    const near = { x: 0, y: 0, zoom: 10 }
    const moved = panBy(view(near), -100, 40)
    expect(project(view(moved), 0, 0)).toEqual([300, 340])
    expect(panBy(view(near), -1e9, 1e9)).toEqual({ x: bounds.right, y: bounds.top, zoom: 10 })
    expect(panBy(view(whole), 300, 300)).toEqual(whole)
  })

  it('opens around the visitor where the window is of another shape than the map', () => {
    const phone = frameOf(358, 520, bounds)
    const opening = openingView(phone, { x: 0.2, y: 0.1 })
    expect(opening.zoom).toBeGreaterThan(1.2)
    expect(opening).toEqual(limit(phone, { x: 0.2, y: 0.1, zoom: opening.zoom }))
    expect(openingView(frame, { x: 0.2, y: 0.1 })).toEqual(whole)
  })

  it('can look at a map of one movie, and of none', () => {
    expect(boundsOf([0.5], [0.5])).toEqual({ left: 0, right: 1, bottom: 0, top: 1 })
    expect(frameOf(0, 0, boundsOf([], [])).fit).toBeGreaterThan(0)
  })
})

describe('a flight', () => {
  const from = { x: -0.8, y: 0.2, zoom: 9 }
  const to = { x: 0.7, y: -0.3, zoom: 6 }

  it('begins and ends where it should', () => {
    const { at } = flightBetween(from, to)
    expect(at(0).x).toBeCloseTo(from.x, 6)
    expect(at(0).zoom).toBeCloseTo(from.zoom, 6)
    expect(at(1)).toEqual(to)
    expect(at(0.9999).x).toBeCloseTo(to.x, 3)
    expect(at(0.9999).zoom).toBeCloseTo(to.zoom, 3)
  })

  it('rises on a long way, so that one sees where one goes, and not on a short one', () => {
    expect(flightBetween(from, to).at(0.5).zoom).toBeLessThan(4)
    const near = { ...from, x: from.x + 0.001 }
    expect(flightBetween(from, near).at(0.5).zoom).toBeGreaterThan(8.5)
  })

  it('only zooms where the place is the same', () => {
    const { at, durationMs } = flightBetween(from, { ...from, zoom: 1 })
    expect(at(0.5)).toMatchObject({ x: from.x, y: from.y })
    expect(at(0.5).zoom).toBeCloseTo(3, 6)
    expect(durationMs).toBeLessThanOrEqual(1400)
  })
})
