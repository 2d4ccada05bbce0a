import { N_INKS } from './signs'
import type { Rgb } from './land'

/** Colours and fonts of the current theme, in the form that a canvas takes. */
export type Inks = {
  groups: readonly string[]
  groupsRgb: readonly Rgb[]
  ground: string
  quiet: string
  text: string
  you: string
  onYou: string
  star: string
  serif: string
  sans: string
}

/** Reads the tokens that apply to an element now. */
export function readInks(element: Element): Inks {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const groups = Array.from({ length: N_INKS }, (_, place) => token(`--map-ink-${place + 1}`))
  return {
    groups,
    groupsRgb: groups.map(rgbOf),
    ground: token('--map-ground'),
    quiet: token('--map-quiet'),
    text: token('--ink'),
    you: token('--red-fill'),
    onYou: token('--on-red'),
    star: token('--star'),
    serif: token('--font-display'),
    sans: token('--font-text'),
  }
}

/** Reads a colour such as `#3c61a7`. */
export function rgbOf(hex: string): Rgb {
  const part = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16)
  return [part(1), part(3), part(5)]
}
