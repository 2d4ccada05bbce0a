/** What a key does on the deck. */
export type DeckCommand =
  | { kind: 'rate'; stars: number }
  | { kind: 'nudge'; key: 'ArrowUp' | 'ArrowDown' }
  | { kind: 'unseen' }
  | { kind: 'forward' }
  | { kind: 'back' }

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/**
 * Reads a key press: 1-5 rate, Shift + 1-5 half a star less, arrows up and down move in
 * half steps, S or → go on, Backspace, U or ← go back. `null` for any other key.
 */
export function deckCommand(event: Key): DeckCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  if (/^[1-5]$/.test(event.key)) return { kind: 'rate', stars: Number(event.key) }
  // If Shift turns the digit into another character, only the key's position tells which digit it was.
  const place = /^Digit([1-5])$/.exec(event.code)
  if (place !== null && event.shiftKey) return { kind: 'rate', stars: Number(place[1]) - 0.5 }

  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowDown':
      return { kind: 'nudge', key: event.key }
    case 's':
    case 'S':
      return { kind: 'unseen' }
    case 'ArrowRight':
      return { kind: 'forward' }
    case 'ArrowLeft':
    case 'Backspace':
    case 'u':
    case 'U':
      return { kind: 'back' }
    default:
      return null
  }
}

/** Whether the pressed element has its own use for keys (a field, a dialog, a list of options). */
export function ownsKeys(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return target.closest('input, textarea, select, [contenteditable], dialog, [role="listbox"]') !== null
}
