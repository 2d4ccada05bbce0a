import { limits } from '@/api/queries'
import type { RatingInput } from '@/api/types'

/** A person who takes part in the movie night. */
export type Person = { name: string; ratings: RatingInput[] }

export const MAX_NAME_CHARS = 30

/** Number of newest ratings in a link: about 400 characters, which every messenger accepts. */
export const MAX_LINKED = 150

const VERSION = 1
/** Far above the length of what `writePerson` makes. */
const MAX_CODE_CHARS = 8000
const MAX_ID = 0xffffffff

/** Why a link cannot be used. */
export type LinkTrouble = 'other_data' | 'broken'

/**
 * Writes a person as letters for the part of an address after `#`, which browsers do not send to servers. Ids are sorted, and
 * only the steps between them are written, each with its stars in the low four bits; numbers are in groups of seven bits
 * (LEB128).
 */
export function writePerson({ name, ratings }: Person, dataName: string): string {
  const bytes: number[] = [VERSION]
  const words = new TextEncoder().encode(name.slice(0, MAX_NAME_CHARS))
  const rising = ratings.slice(-MAX_LINKED).toSorted((a, b) => a.movie_id - b.movie_id)
  pushNumber(bytes, hash(dataName))
  pushNumber(bytes, words.length)
  bytes.push(...words)
  let last = 0
  for (const { movie_id: id, stars } of rising) {
    pushNumber(bytes, (id - last) * 16 + stars * 2)
    last = id
  }
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads a link that somebody sent. Everything is checked, since it comes from outside. */
export function readPerson(code: string, dataName: string): Person | LinkTrouble {
  const bytes = code.length > MAX_CODE_CHARS ? null : bytesOf(code)
  if (bytes?.[0] !== VERSION) return 'broken'
  try {
    const reader = new Reader(bytes)
    if (reader.number() !== hash(dataName)) return 'other_data'
    const name = cleanName(reader.text(reader.number()))
    const ratings = readRatings(reader)
    return name === '' || ratings.length === 0 ? 'broken' : { name, ratings }
  } catch {
    return 'broken'
  }
}

/** Cleans a name for display: one line, not too long. */
export function cleanName(name: string): string {
  return name.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME_CHARS)
}

function readRatings(reader: Reader): RatingInput[] {
  const ratings: RatingInput[] = []
  let last = -1
  while (!reader.isDone()) {
    const both = reader.number()
    const stars = (both % 16) / 2
    const id = Math.max(last, 0) + Math.floor(both / 16)
    if (id <= last || id > MAX_ID || stars < 0.5 || stars > 5 || ratings.length >= limits.ratings) throw new RangeError('rating')
    ratings.push({ movie_id: id, stars })
    last = id
  }
  return ratings
}

/** FNV-1a hash of a data set's name, to reject a link from another data set, where its ids mean other movies. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value
}

function pushNumber(bytes: number[], value: number) {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

function bytesOf(code: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(code.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

/** Reads bytes in order after the version; throws at their end. */
class Reader {
  private place = 1

  constructor(private readonly bytes: Uint8Array) {}

  isDone(): boolean {
    return this.place >= this.bytes.length
  }

  number(): number {
    let value = 0
    for (let unit = 1; unit <= 2 ** 35; unit *= 128) {
      const byte = this.bytes[this.place]
      if (byte === undefined) throw new RangeError('end')
      this.place += 1
      value += (byte % 128) * unit
      if (byte < 128) return value
    }
    throw new RangeError('number')
  }

  text(nBytes: number): string {
    const part = this.bytes.subarray(this.place, this.place + nBytes)
    if (part.length !== nBytes) throw new RangeError('end')
    this.place += nBytes
    return new TextDecoder('utf-8', { fatal: true }).decode(part)
  }
}
