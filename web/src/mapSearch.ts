/** The map's address, `?group=3&movie=6`: the group that is picked out, and the chosen movie. */
export type MapSearch = { group?: number; movie?: number }

/** Reads an address that anybody may have typed: invalid parts are ignored. */
export function readMapSearch(raw: Record<string, unknown>): MapSearch {
  return {
    ...(isId(raw.group) && { group: raw.group }),
    ...(isId(raw.movie) && { movie: raw.movie }),
  }
}

function isId(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 && raw <= 0xffffffff
}
