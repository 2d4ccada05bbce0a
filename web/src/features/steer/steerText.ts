import { type ListSearch, readGenres, readListSearch, writeGenres } from '@/listSearch'

/** Decades that a click chooses, oldest first; other years are typed. */
export const DECADES = [1930, 1940, 1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020] as const

/** One wish of an address in words, and the address without it. */
export type Chip = { key: string; label: string; without: ListSearch }

/** Every word of this feature that a visitor reads. */
export const text = {
  open: 'Steer the list',
  title: 'Steer the list',
  reset: 'Reset',
  movies: 'Movies',
  moviesHint: 'All, unless you choose',
  onlyWatchlist: 'Only my watchlist',
  genres: 'Genres',
  genresHint: 'Any of those you choose',
  genresFailed: 'The genres did not load; years and sliders work.',
  years: 'Years',
  from: 'From year',
  to: 'To year',
  decade: (first: number) => `${first}s`,
  fame: 'Famous or hidden',
  fameEnds: ['Hidden gems', 'Popular'],
  variety: 'Familiar or diverse',
  varietyEnds: ['Familiar', 'Diverse'],
  chips: 'What the list is steered by',
  remove: (label: string) => `Remove: ${label}`,
} as const

/** A slider's position in words, shown beside it and read by screen readers. */
export function fameText(fame: number): string {
  if (fame === 0) return 'As the model ranks'
  const strength = Math.abs(fame) <= 0.4 ? 'Rather' : Math.abs(fame) < 1 ? 'Mostly' : 'Only'
  return `${strength} ${fame < 0 ? 'hidden gems' : 'popular movies'}`
}

/** The same for variety. */
export function varietyText(variety: number): string {
  if (variety === 0) return 'As the model ranks'
  if (variety <= 0.4) return 'A little more diverse'
  return variety < 1 ? 'Diverse' : 'As diverse as can be'
}

/** "1990s", "1985–1993", "since 1985", "until 1970"; `null` for all years. */
export function yearsText(from: number | undefined, to: number | undefined): string | null {
  if (from === undefined) return to === undefined ? null : `until ${to}`
  if (to === undefined) return `since ${from}`
  if (from === to) return `${from}`
  return from % 10 === 0 && to === from + 9 ? text.decade(from) : `${from}–${to}`
}

/** What the list is steered by: one chip for each wish, in the panel's order. */
export function chipsOf(search: ListSearch): Chip[] {
  const { from, to, fame, variety } = search
  const genres = readGenres(search)
  const years = yearsText(from, to)
  // Read anew, so that a wish of nothing leaves the address.
  const but = (wish: Record<string, unknown>) => readListSearch({ ...search, ...wish })
  const chips: Chip[] = genres.map((genre) => {
    const others = genres.filter((other) => other !== genre)
    return { key: `genre ${genre}`, label: genre, without: but({ genres: writeGenres(others) }) }
  })
  if (search.only !== undefined) chips.unshift({ key: 'only', label: text.onlyWatchlist, without: but({ only: null }) })
  if (years !== null) chips.push({ key: 'years', label: years, without: but({ from: null, to: null }) })
  if (fame !== undefined) chips.push({ key: 'fame', label: fameText(fame), without: but({ fame: 0 }) })
  if (variety !== undefined) chips.push({ key: 'variety', label: varietyText(variety), without: but({ variety: 0 }) })
  return chips
}
