/** What the address of the map says: `?group=3&movie=6`. The group that is picked out, and the movie that is looked at. */
export type MapSearch = { group?: number; movie?: number }

/** Reads an address that anybody may have typed: what does not check out is left out, never refused. */
export function readMapSearch(raw: Record<string, unknown>): MapSearch {
  return {
    ...(isId(raw.group) && { group: raw.group }),
    ...(isId(raw.movie) && { movie: raw.movie }),
  }
}

function isId(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 && raw <= 0xffffffff
}
