import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { N_INKS } from './signs'
import { rgbOf } from './inks'

/** What eyes see that lack one of the three kinds of cones, as matrices over linear RGB (Machado, Oliveira, Fernandes 2009, severity 1). */
const EYES: Record<string, readonly (readonly [number, number, number])[]> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  'without red': [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  'without green': [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  'without blue': [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}

type Triple = readonly [number, number, number]

function linear(hex: string): Triple {
  const [r, g, b] = rgbOf(hex).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
  return [r ?? 0, g ?? 0, b ?? 0]
}

function seenBy(eye: string, [r, g, b]: Triple): Triple {
  const row = (place: number) => {
    const [x, y, z] = EYES[eye]?.[place] ?? [0, 0, 0]
    return Math.min(1, Math.max(0, x * r + y * g + z * b))
  }
  return [row(0), row(1), row(2)]
}

/** Oklab (Ottosson 2020): differences are about as large as they look. */
function oklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function difference(eye: string, a: string, b: string): number {
  const [p, q] = [oklab(seenBy(eye, linear(a))), oklab(seenBy(eye, linear(b)))]
  return 100 * Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
}

function contrast(a: string, b: string): number {
  const light = ([r, g, blue]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * blue + 0.05
  const [p, q] = [light(linear(a)), light(linear(b))]
  return Math.max(p, q) / Math.min(p, q)
}

const palette = readFileSync('src/features/map/drawing/palette.css', 'utf8')
const [, light = '', dark = ''] = palette.split(/:root[^{]*\{/)
const colour = (theme: string, name: string) => new RegExp(`--map-${name}: (#[0-9a-f]{6})`).exec(theme)?.[1] ?? ''

describe.each([
  ['light', light],
  ['dark', dark],
])('the inks of the %s theme', (_, theme) => {
  const inks = Array.from({ length: N_INKS }, (__, place) => colour(theme, `ink-${place + 1}`))

  it('stand out from the ground', () => {
    for (const ink of inks) expect(contrast(ink, colour(theme, 'ground')), ink).toBeGreaterThanOrEqual(3)
  })

  it.each(Object.keys(EYES))('are told apart by eyes %s', (eye) => {
    for (const [place, a] of inks.entries()) {
      // A difference of 2 is just noticed side by side; this is five times that.
      for (const b of inks.slice(place + 1)) expect(difference(eye, a, b), `${a} and ${b}`).toBeGreaterThan(10)
    }
  })
})
