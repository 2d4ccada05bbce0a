import { describe, expect, it } from 'vitest'
import { limits } from '@/api/queries'
import { movie, rated } from '@/test/movies'
import { MAX_SKIPPED, lastCard, noProgress, passCard, rate, skip, starsFor, stepBack, unrate } from './progress'

describe('progress', () => {
  it('keeps a movie in one place when its stars change', () => {
    const before = rate(rate(noProgress, movie(1), 3), movie(2), 4)
    const after = rate(before, movie(1), 4.5)
    expect(after.ratings.map((rating) => [rating.movie.id, rating.stars])).toEqual([
      [1, 4.5],
      [2, 4],
    ])
  })

  it('takes the rating away from a movie that was not seen after all', () => {
    const after = skip(rate(noProgress, movie(1), 3), movie(1))
    expect(after.ratings).toEqual([])
    expect(after.skipped).toEqual([movie(1)])
  })

  it('forgets that a movie was skipped once it is rated', () => {
    expect(rate(skip(noProgress, movie(1)), movie(1), 5).skipped).toEqual([])
  })

  it('goes back card by card, and the stars stay', () => {
    let progress = passCard(rate(noProgress, movie(1), 3), 1)
    progress = passCard(skip(progress, movie(2)), 2)
    expect(lastCard(progress)?.id).toBe(2)
    progress = stepBack(progress)
    expect(lastCard(progress)?.id).toBe(1)
    expect(starsFor(progress, 1)).toBe(3)
    progress = stepBack(progress)
    expect(lastCard(progress)).toBeNull()
  })

  it('does not go back to a rating that was removed', () => {
    const progress = passCard(rate(noProgress, movie(1), 3), 1)
    expect(lastCard(unrate(progress, 1))).toBeNull()
  })

  it('goes on after as many ratings as the API takes, as after an import: the oldest is forgotten', () => {
    const full = rated(...Array.from({ length: limits.ratings }, (_, id): [number, number] => [id, 3]))
    const progress = rate(full, movie(9000), 5)
    expect(progress.ratings).toHaveLength(limits.ratings)
    expect(starsFor(progress, 9000)).toBe(5)
    expect(starsFor(progress, 0)).toBeNull()
    expect(rate(full, movie(0), 1).ratings).toHaveLength(limits.ratings)
  })

  it('remembers a bounded number of skips, the newest', () => {
    let progress = noProgress
    for (let id = 1; id <= MAX_SKIPPED + 5; id += 1) progress = skip(progress, movie(id))
    expect(progress.skipped).toHaveLength(MAX_SKIPPED)
    expect(progress.skipped.at(-1)?.id).toBe(MAX_SKIPPED + 5)
  })
})
