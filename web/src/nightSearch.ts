import type { GroupStrategy } from './api/types'

/** The address of a movie night: how several people's wishes are combined. */
export type NightSearch = { rule?: Exclude<GroupStrategy, 'average'>; below?: number }

const MIN_BELOW = 0.5
const MAX_BELOW = 5

/** The API's default for a veto. */
export const STANDARD_BELOW = 3

/** Reads an address that anybody may have typed: invalid parts are ignored. */
export function readNightSearch(raw: Record<string, unknown>): NightSearch {
  if (raw.rule === 'least_misery') return { rule: 'least_misery' }
  if (raw.rule !== 'veto') return {}
  const { below } = raw
  const isStars = typeof below === 'number' && below >= MIN_BELOW && below <= MAX_BELOW && Number.isInteger(below * 2)
  return isStars && below !== STANDARD_BELOW ? { rule: 'veto', below } : { rule: 'veto' }
}
