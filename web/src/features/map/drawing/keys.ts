import type { Direction } from './find'

/** What a key does on the map. */
export type MapKey =
  | { does: 'step'; towards: Direction }
  | { does: 'pan'; dx: number; dy: number }
  | { does: 'zoom'; factor: number }
  | { does: 'whole' | 'you' | 'open' | 'leave' }

const ARROWS: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const PAN_PX = 90
const PAN: Record<Direction, readonly [number, number]> = { left: [PAN_PX, 0], right: [-PAN_PX, 0], up: [0, PAN_PX], down: [0, -PAN_PX] }
export const KEY_ZOOM = 1.5

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Reads a key; `null` for a key that the map leaves to the browser. */
export function mapKey({ key, shiftKey, ctrlKey, metaKey, altKey }: Pressed): MapKey | null {
  if (ctrlKey || metaKey || altKey) return null
  const towards = ARROWS[key]
  if (towards !== undefined) {
    if (!shiftKey) return { does: 'step', towards }
    const [dx, dy] = PAN[towards]
    return { does: 'pan', dx, dy }
  }
  switch (key) {
    case '+':
    case '=':
      return { does: 'zoom', factor: KEY_ZOOM }
    case '-':
    case '_':
      return { does: 'zoom', factor: 1 / KEY_ZOOM }
    case '0':
    case 'Home':
      return { does: 'whole' }
    case 'y':
    case 'Y':
      return { does: 'you' }
    case 'Enter':
    case ' ':
      return { does: 'open' }
    case 'Escape':
      return { does: 'leave' }
    default:
      return null
  }
}
