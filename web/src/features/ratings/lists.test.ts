import { describe, expect, it } from 'vitest'
import { movie, rated } from '@/test/movies'
import { limits } from '@/api/queries'
import { MAX_LISTED, asBefore, dismiss, excludedIds, isSaved, isWanted, readmit, said, save, unsave, unwatch, watch } from './lists'
import { type Progress, noProgress, rate, skip, starsFor } from './progress'

describe('the lists', () => {
  it('hold a movie once, and a dismissed one is not to be watched', () => {
    const saved = save(save(noProgress, movie(1)), movie(1))
    expect(saved.watchlist).toEqual([movie(1)])
    const gone = dismiss(saved, movie(1))
    expect(gone.watchlist).toEqual([])
    expect(excludedIds(gone)).toEqual([1])
    expect(isWanted(gone, 1)).toBe(false)
    expect(excludedIds(save(gone, movie(1)))).toEqual([])
    expect(excludedIds(readmit(gone, 1))).toEqual([])
  })

  it('let go of a movie that was seen and rated', () => {
    const seen = rate(save(noProgress, movie(1)), movie(1), 4)
    expect(isSaved(seen, 1)).toBe(false)
    expect(isWanted(seen, 1)).toBe(false)
  })

  it('forget the oldest of too many', () => {
    let progress = noProgress
    for (let id = 0; id <= MAX_LISTED; id += 1) progress = save(progress, movie(id))
    expect(progress.watchlist).toHaveLength(MAX_LISTED)
    expect(isSaved(progress, 0)).toBe(false)
  })
})

describe('what was seen without stars', () => {
  it('counts, is not wanted, and makes room for stars', () => {
    const seen = watch(skip(rated([1, 4]), movie(2)), [movie(1), movie(2), movie(3)])
    expect(seen.seen).toEqual([movie(2), movie(3)])
    expect(seen.skipped).toEqual([])
    expect(said(seen)).toEqual({ ratings: [{ movie_id: 1, stars: 4 }], seen: [3, 2] })
    expect(isWanted(seen, 2)).toBe(false)
    expect(said(rate(seen, movie(2), 5)).seen).toEqual([3])
    expect(said(skip(seen, movie(2))).seen).toEqual([3])
    expect(unwatch(seen, 3).seen).toEqual([movie(2)])
  })

  it('is sent as far as there is room beside the ratings, and excluded beyond', () => {
    const stars = Array.from({ length: limits.ratings - 1 }, (_, id): [number, number] => [id, 3])
    const full = watch(rated(...stars), [movie(5000), movie(6000)])
    expect(said(full).seen).toEqual([6000])
    expect(excludedIds(full)).toEqual([5000])
  })
})

describe('undo', () => {
  const before = watch(save(skip(rated([1, 4]), movie(2)), movie(2)), [movie(5)])
  const cases: [string, (progress: Progress) => Progress, number][] = [
    ['stars given to a saved movie', (now) => rate(now, movie(2), 1), 2],
    ['other stars', (now) => rate(now, movie(1), 1), 1],
    ['a dismissal', (now) => dismiss(now, movie(2)), 2],
    ['a removal from the watchlist', (now) => unsave(now, 2), 2],
    ['a first dismissal', (now) => dismiss(now, movie(3)), 3],
    ['stars given to a seen movie', (now) => rate(now, movie(5), 3), 5],
  ]
  it.each(cases)('takes back %s', (_, change, id) => {
    const back = asBefore(change(before), before, movie(id))
    expect(back).toEqual(before)
  })

  it('leaves what was said of other movies since', () => {
    const now = rate(dismiss(before, movie(3)), movie(4), 5)
    const back = asBefore(now, before, movie(3))
    expect(starsFor(back, 4)).toBe(5)
    expect(excludedIds(back)).toEqual([])
  })
})
