import type { Inks } from './inks'
import type { Hand, Measure } from './hand'

/** A text in a hand. */
type Words = { text: string; hand: Hand }

/** A text drawn once, with its halo, and then copied wherever it is needed. */
type Stamp = { picture: HTMLCanvasElement; width: number; height: number }

const HALO_PX = 4
const ROOM_PX = 24
/** At this many, all are dropped at once: a visitor who flies across the map does not come back to each. */
const MAX_STAMPS = 500

const stamps = new WeakMap<Inks, Map<string, Stamp>>()
const widths = new Map<string, number>()

export function fontOf(hand: Hand, { serif, sans }: Inks): string {
  if (hand === 'group') return `italic 600 15px ${serif}`
  return hand === 'title' ? `500 12.5px ${sans}` : `700 13px ${sans}`
}

/** Keeps the widths that it has measured: every frame asks for them, and they never change. */
export function measureWith(pen: CanvasRenderingContext2D, inks: Inks): Measure {
  return (text, hand) => {
    const key = `${hand} ${text}`
    const known = widths.get(key)
    if (known !== undefined) return known
    pen.font = fontOf(hand, inks)
    const { width } = pen.measureText(text)
    widths.set(key, width)
    return width
  }
}

/**
 * Writes a text with its middle line at `y`, starting at `left`. Letters with a halo would be the most expensive part of a
 * frame; a stamp is a plain copy of pixels. It is set on whole pixels of the screen, so that it stays sharp.
 */
export function write(pen: CanvasRenderingContext2D, inks: Inks, words: Words, left: number, y: number): void {
  const ratio = pen.getTransform().a
  const { picture, width, height } = stampOf(pen, inks, words, ratio)
  const snap = (value: number) => Math.round(value * ratio) / ratio
  pen.drawImage(picture, snap(left - HALO_PX), snap(y - height / 2), width, height)
}

function stampOf(pen: CanvasRenderingContext2D, inks: Inks, { text, hand }: Words, ratio: number): Stamp {
  const known = stamps.get(inks) ?? new Map<string, Stamp>()
  stamps.set(inks, known)
  const key = `${hand} ${ratio} ${text}`
  const found = known.get(key)
  if (found !== undefined) return found
  if (known.size >= MAX_STAMPS) known.clear()
  const made = cut(inks, { text, hand }, Math.ceil(measureWith(pen, inks)(text, hand)) + 2 * HALO_PX, ratio)
  known.set(key, made)
  return made
}

function cut(inks: Inks, { text, hand }: Words, width: number, ratio: number): Stamp {
  const picture = document.createElement('canvas')
  picture.width = Math.ceil(width * ratio)
  picture.height = Math.ceil(ROOM_PX * ratio)
  const pen = picture.getContext('2d')
  if (pen !== null) {
    pen.scale(ratio, ratio)
    pen.font = fontOf(hand, inks)
    pen.textBaseline = 'middle'
    pen.lineJoin = 'round'
    pen.lineWidth = HALO_PX
    pen.strokeStyle = inks.ground
    pen.strokeText(text, HALO_PX, ROOM_PX / 2)
    pen.fillStyle = inks.text
    pen.fillText(text, HALO_PX, ROOM_PX / 2)
  }
  return { picture, width: picture.width / ratio, height: picture.height / ratio }
}
