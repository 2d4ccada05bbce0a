import type { ImportReport } from '@/api/types'

const count = new Intl.NumberFormat('en')

/** "1 rating", "1,200 ratings" */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count.format(n)} ${n === 1 ? one : many}`
}

const SERVICES: Record<string, string> = {
  letterboxd: 'Letterboxd',
  imdb: 'IMDb',
  netflix: 'Netflix',
  trakt: 'Trakt',
  movielens: 'MovieLens',
  cinephile: 'Cinephile',
}

/** A service's name as it writes it; one that is new to this page, as the API names it. */
export function serviceName(service: string): string {
  return SERVICES[service] ?? service
}

type Doubt = ImportReport['doubtful'][number]
type Miss = ImportReport['unmatched'][number]

/** Why a match may be wrong. */
export function doubtText(reason: Doubt['reason']): string {
  switch (reason) {
    case 'year_differs':
      return 'the years differ by one'
    case 'several_with_title':
      return 'several movies have this title; the best known was taken'
    case 'longer_title':
      return 'its title here is longer'
    default:
      return 'not sure'
  }
}

/** Why a row was left out, as the heading of all such rows. */
export function missText(reason: Miss['reason']): string {
  switch (reason) {
    case 'no_such_movie':
      return 'Not among the movies here'
    case 'other_year':
      return 'Only one of another year is here'
    case 'not_a_movie':
      return 'Not movies'
    case 'other_ids':
      return 'Known by a number alone that means nothing here'
    case 'unreadable_row':
      return 'Rows that could not be read'
    default:
      return 'Left out'
  }
}

/** Rows that were left out, together with those of the same reason, the most common first. */
export function missesByReason(misses: readonly Miss[]): { reason: Miss['reason']; misses: Miss[] }[] {
  const reasons = [...new Set(misses.map(({ reason }) => reason))]
  return reasons
    .map((reason) => ({ reason, misses: misses.filter((miss) => miss.reason === reason) }))
    .toSorted((a, b) => b.misses.length - a.misses.length)
}
