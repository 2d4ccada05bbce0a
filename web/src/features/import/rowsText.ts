import type { ImportReport } from '@/api/types'

type Doubt = ImportReport['proposed'][number]
type Miss = ImportReport['unmatched'][number]

/** Why a match may be wrong. */
export function doubtText(reason: Doubt['reason']): string {
  switch (reason) {
    case 'year_differs':
      return 'the years differ by one'
    case 'several_with_title':
      return 'several movies have this title; this is the best known'
    case 'longer_title':
      return 'its title is longer here'
    case 'unknown_year':
      return 'its year is unknown here'
    case 'similar_title':
      return 'only similar; tick it if it is the same'
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
      return 'Only a movie of another year is here'
    case 'other_movie':
      return 'Another movie of this title is here'
    case 'not_a_movie':
      return 'Not movies'
    case 'other_profile':
      return 'Rows of other profiles'
    case 'own_list':
      return 'On lists of your own, which do not show what was seen'
    case 'briefly_played':
      return 'Not played for long enough'
    case 'other_ids':
      return 'Identified only by a number that is unknown here'
    case 'unreadable_row':
      return 'Rows that could not be read'
    default:
      return 'Left out'
  }
}

/** What to know about a whole file; the API's words for what this page does not know. */
export function noteText(code: ImportReport['notes'][number]['code'], detail: string): string {
  switch (code) {
    case 'ambiguous_dates':
      return 'The file does not show whether days or months come first in its dates, so some rows have no date.'
    case 'unread_dates':
      return 'Some dates could not be read, so their rows have no date.'
    default:
      return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`
  }
}

/** A row's own title and year. */
export function written(title: string, year: number | null): string {
  return year === null ? title : `${title} (${year})`
}

/** Groups rows that were left out by reason, the most common reason first. */
export function missesByReason(misses: readonly Miss[]): { reason: Miss['reason']; misses: Miss[] }[] {
  const reasons = [...new Set(misses.map(({ reason }) => reason))]
  return reasons
    .map((reason) => ({ reason, misses: misses.filter((miss) => miss.reason === reason) }))
    .toSorted((a, b) => b.misses.length - a.misses.length)
}
