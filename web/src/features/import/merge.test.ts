import { describe, expect, it } from 'vitest'
import { limits } from '@/api/queries'
import { noProgress, rate, skip, starsFor, unrate, watch } from '@/features/ratings'
import { movie, rated } from '@/test/movies'
import { applyMerge, planMerge, undoMerge } from './merge'

function imported(...stars: [id: number, stars: number][]) {
  return { ratings: stars.map(([id, given]) => ({ movie: movie(id), stars: given, rated_at: null })), listed: [] }
}

function seen(...ids: number[]) {
  return ids.map((id) => ({ list: 'watched' as const, movie: movie(id), added_at: null }))
}

describe('an import', () => {
  it('adds what is new, oldest first, so that the newest ends on top', () => {
    const plan = planMerge(rated([1, 5]), imported([3, 4], [2, 3]), false)
    const after = applyMerge(rated([1, 5]), plan)
    expect(after.ratings.map((rating) => rating.movie.id)).toEqual([1, 2, 3])
  })

  it('keeps the visitor’s own stars unless the file is right', () => {
    const before = rated([1, 5], [2, 2])
    const file = imported([1, 3], [2, 2])
    const kept = planMerge(before, file, false)
    expect(kept).toMatchObject({ added: [], replaced: [], nKept: 1, nSame: 1 })
    expect(applyMerge(before, kept)).toEqual(before)
    const taken = planMerge(before, file, true)
    expect(taken).toMatchObject({ nKept: 0, nSame: 1 })
    expect(starsFor(applyMerge(before, taken), 1)).toBe(3)
  })

  it('is undone without a trace, with skips and old stars back', () => {
    const before = skip(rated([1, 5]), movie(2))
    const plan = planMerge(before, imported([3, 1], [2, 4], [1, 0.5]), true)
    const after = applyMerge(before, plan)
    expect(after.skipped).toEqual([])
    expect(undoMerge(after, plan)).toEqual(before)
  })

  it('leaves alone on undo what the visitor has changed since', () => {
    const plan = planMerge(rated([1, 5]), imported([3, 1], [2, 4], [1, 0.5]), true)
    let after = applyMerge(rated([1, 5]), plan)
    after = unrate(rate(rate(after, movie(2), 2), movie(1), 3), 3)
    const undone = undoMerge(after, plan)
    expect(undone.ratings.map(({ movie: { id }, stars }) => [id, stars])).toEqual([
      [1, 3],
      [2, 2],
    ])
  })

  it('brings seen movies without stars, unless they are known already', () => {
    const before = watch(skip(rated([1, 5]), movie(3)), [movie(9)])
    const file = { ...imported([2, 4]), listed: seen(5, 4, 3, 2, 1, 9) }
    const plan = planMerge(before, file, false)
    expect(plan.seen).toEqual([movie(3), movie(4), movie(5)])
    const after = applyMerge(before, plan)
    expect(after.seen.map(({ id }) => id)).toEqual([9, 3, 4, 5])
    expect(after.skipped).toEqual([])
    expect(undoMerge(after, plan)).toEqual(before)
    const since = rate(after, movie(3), 4)
    expect(undoMerge(since, plan)).toMatchObject({ seen: [movie(9)], skipped: [] })
  })

  it('brings other lists, except what is known here, and takes them back', () => {
    const before = skip(rated([1, 5]), movie(2))
    const on = (list: 'watchlist' | 'not_interested' | 'skipped', id: number) => ({ list, movie: movie(id), added_at: null })
    const listed = [on('watchlist', 3), on('watchlist', 1), on('skipped', 2), on('not_interested', 4), on('skipped', 5)]
    const plan = planMerge(before, { ratings: [], listed }, false)
    const after = applyMerge(before, plan)
    const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id)
    expect([after.watchlist, after.dismissed, after.skipped].map(ids)).toEqual([[3], [4], [2, 5]])
    expect(undoMerge(after, plan)).toEqual(before)
  })

  it('never brings more than a visitor can have: the oldest stay out', () => {
    const file = imported(...Array.from({ length: limits.ratings }, (_, id): [number, number] => [id + 1, 3]))
    const full = planMerge(noProgress, file, false)
    expect(full.nOver).toBe(0)
    const plan = planMerge(rated([5000, 4]), file, false)
    expect(plan.nOver).toBe(1)
    const after = applyMerge(rated([5000, 4]), plan)
    expect(after.ratings).toHaveLength(limits.ratings)
    expect(starsFor(after, limits.ratings)).toBeNull()
  })
})
