/** The deck's address, `?genres=Horror,Thriller&decades=1970s,1980s`: what the visitor wants to be asked about. */
export type DeckSearch = {
  /** Genres separated by commas. */
  genres?: string
  /** Decades separated by commas, each as its first year and an s. */
  decades?: string
}

/** The genres and decades of an address, as the API names them. */
export type Named = { genres: string[]; decades: number[] }

/** The API's limit for each of both. */
const MAX_NAMED = 50

/** Reads an address that anybody may have typed: invalid parts are ignored. */
export function readDeckSearch(raw: Record<string, unknown>): DeckSearch {
  const listed = (value: unknown) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : [])
  const genres = listed(raw.genres).filter((name) => name !== '')
  const decades = listed(raw.decades).filter((name) => /^[1-9]\d{2}0s$/.test(name))
  return deckSearch(genres, decades)
}

/** The address that names these genres, and these decades, such as `1980s`; each once. */
export function deckSearch(genres: readonly string[], decades: readonly string[]): DeckSearch {
  const joined = (names: readonly string[]) => [...new Set(names)].slice(0, MAX_NAMED).join(',')
  return {
    ...(genres.length > 0 && { genres: joined(genres) }),
    ...(decades.length > 0 && { decades: joined(decades) }),
  }
}

/** The names of one part of an address, in its order. */
export function namesOf(part: string | undefined): string[] {
  return part === undefined ? [] : part.split(',')
}

export function namedOf({ genres, decades }: DeckSearch): Named {
  return { genres: namesOf(genres), decades: namesOf(decades).map((name) => Number.parseInt(name, 10)) }
}

/** Whether two addresses name the same. */
export function isSameDeck(a: DeckSearch, b: DeckSearch): boolean {
  return a.genres === b.genres && a.decades === b.decades
}
