import { describe, expect, it } from 'vitest'
import { dismiss, rate, save, skip, watch } from '@/features/ratings'
import { movie, rated } from '@/test/movies'
import { exportCsv, exportJson } from './exports'

describe('an export', () => {
  it('holds all that was said, newest first, in the API’s own form', () => {
    const progress = watch(dismiss(save(skip(rated([1, 5], [2, 0.5]), movie(3)), movie(4)), movie(5)), [movie(6)])
    const whole: unknown = JSON.parse(exportJson(progress, new Date('2026-11-23T01:02:03Z')))
    const at = '2026-11-23T01:02:03.000Z'
    const told = (id: number, stars: number | null) => ({
      movie_id: id,
      title: `Movie ${id}`,
      year: 1990 + id,
      imdb_id: null,
      tmdb_id: null,
      stars,
      at,
    })
    expect(whole).toEqual({
      created_at: at,
      exported_at: at,
      ratings: [told(2, 0.5), told(1, 5)],
      watchlist: [told(4, null)],
      not_interested: [told(5, null)],
      skipped: [told(3, null)],
      watched: [told(6, null)],
    })
  })

  it('is a table that Letterboxd reads, whatever a title holds', () => {
    const odd = { ...movie(7, 'Good, "Bad" and Ugly'), year: null, imdb_id: 'tt0060196' }
    expect(exportCsv(rate(rated([1, 4.5]), odd, 3))).toBe(
      'Title,Year,imdbID,Rating10\r\n"Good, ""Bad"" and Ugly",,tt0060196,6\r\nMovie 1,1991,,9\r\n',
    )
  })
})
