import { describe, expect, it } from 'vitest'
import { noProgress, rate } from '@/features/ratings'
import { movie, movies, rated } from '@/test/movies'
import { cardsToCome, nextAsk } from './queue'

describe('the queue of cards', () => {
  it('shows each card once and none that was answered', () => {
    const asked = { progress: noProgress, named: {}, kept: [movie(1), movie(2)] }
    const cards = cardsToCome(asked, [movie(2), movie(3), movie(4)], rated([3, 5]))
    expect(cards.map((card) => card.id)).toEqual([1, 2, 4])
  })

  it('asks for more before the cards run out, and keeps the ones on top', () => {
    const progress = rate(noProgress, movie(50), 4)
    const ask = nextAsk({ progress: noProgress, named: {}, kept: [] }, movies(1, 9), progress, {})
    expect(ask).toEqual({ progress, named: {}, kept: movies(1, 3) })
  })

  it('does not ask while there are plenty', () => {
    expect(nextAsk({ progress: noProgress, named: {}, kept: [] }, movies(1, 12), rated([50, 4]), {})).toBeNull()
  })

  it('does not ask the same question twice when the deck is used up', () => {
    const asked = { progress: rated([1, 4]), named: {}, kept: [] }
    expect(nextAsk(asked, [], asked.progress, {})).toBeNull()
  })

  it('asks afresh after a new start', () => {
    const ask = nextAsk({ progress: rated([1, 4]), named: {}, kept: movies(2, 4) }, movies(2, 14), noProgress, {})
    expect(ask).toEqual({ progress: noProgress, named: {}, kept: [] })
  })

  it('asks afresh about what the visitor names, whatever is on top', () => {
    const asked = { progress: rated([1, 4]), named: { genres: 'Comedy' }, kept: movies(2, 4) }
    const named = { genres: 'Comedy,Horror' }
    expect(nextAsk(asked, movies(2, 14), asked.progress, named)).toEqual({ progress: asked.progress, named, kept: [] })
    expect(nextAsk({ ...asked, named }, movies(2, 14), asked.progress, { ...named })).toBeNull()
  })
})
