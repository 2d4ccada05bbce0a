import type { ImportResult } from '@/api/types'
import { movie } from './movies'

/** What the API finds in a file: one rating, one row to check, two rows left out. */
export const result: ImportResult = {
  report: {
    files: [],
    service: 'letterboxd',
    n_rows: 4,
    n_matched: 1,
    n_repeated: 0,
    n_proposed: 1,
    n_unmatched: 2,
    proposed: [
      {
        file: 1,
        row: 3,
        title: 'Fargo',
        year: 1997,
        movie: movie(6, 'Fargo'),
        reason: 'year_differs',
        stars: 4,
        list: null,
        at: null,
      },
    ],
    notes: [{ code: 'scale', detail: 'the ratings were read on the scale 0.5..5' }],
    unmatched: [{ file: 1, row: 5, title: 'Nobody', year: 2001, reason: 'no_such_movie', detail: 'no movie here has its title' }],
  },
  ratings: [{ movie: movie(1), stars: 2, rated_at: null }],
  listed: [],
}
