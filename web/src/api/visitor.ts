const KEY = 'cinephile.visitor'
const OPT_OUT_KEY = 'cinephile.feedback'

/** Why the page reports nothing of what a visitor does with lists; `null` if it does report. */
export type Silence = 'browser' | 'visitor' | null

/** Global Privacy Control is not in the standard types yet. */
declare global {
  interface Navigator {
    readonly globalPrivacyControl?: boolean
  }
}

/** The browser's setting comes first (Global Privacy Control, Do Not Track), then the visitor's choice on "My data". */
export function silence(): Silence {
  if (navigator.globalPrivacyControl === true || navigator.doNotTrack === '1') return 'browser'
  return read(OPT_OUT_KEY) === 'off' ? 'visitor' : null
}

/** Keeps the visitor's choice; switching off also deletes their number at once. */
export function setFeedback(isOn: boolean): void {
  if (isOn) write(OPT_OUT_KEY, null)
  else {
    write(OPT_OUT_KEY, 'off')
    write(KEY, null)
  }
}

let inMemory: string | null = null

/**
 * A random number that this browser made up. The server uses it to keep a visitor in the same arm of an experiment, and does
 * not store it. `null` if the page reports nothing.
 */
export function visitorId(): string | null {
  if (silence() !== null) return null
  const known = read(KEY) ?? inMemory
  if (known !== null && /^[\w-]{1,64}$/.test(known)) return known
  inMemory = randomId()
  write(KEY, inMemory)
  return inMemory
}

/** Headers for calls that an experiment may answer. */
export function visitorHeader(): Record<string, string> {
  const id = visitorId()
  return id === null ? {} : { 'x-visitor-id': id }
}

/** 128 random bits. Unlike `randomUUID`, this also works on a page without https. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null) {
  try {
    if (value === null) window.localStorage.removeItem(key)
    else window.localStorage.setItem(key, value)
  } catch {
    // Storage is blocked: the number lasts for this visit.
  }
  if (key === KEY && value === null) inMemory = null
}
