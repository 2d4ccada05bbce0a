import { describe, expect, it } from 'vitest'
import { clampStars, keyStars, pointerStars } from './starsInput'
import { starsSpoken, starsText } from './starsText'

describe('stars', () => {
  it.each([
    [0, 0.5],
    [9, 0.5],
    [11, 1],
    [55, 3],
    [41, 2.5],
    [99, 5],
    [140, 5],
    [-20, 0.5],
  ])('under a pointer at %i %% are %f', (x, stars) => {
    expect(pointerStars(200 + x, { left: 200, width: 100 })).toBe(stars)
  })

  it('move in half steps by arrows and stay on the scale', () => {
    expect(keyStars('ArrowUp', 3)).toBe(3.5)
    expect(keyStars('ArrowLeft', 0.5)).toBe(0.5)
    expect(keyStars('ArrowRight', 5)).toBe(5)
    expect(keyStars('Home', 3)).toBe(0.5)
    expect(keyStars('End', 3)).toBe(5)
    expect(keyStars('Tab', 3)).toBeNull()
    expect(clampStars(4.26)).toBe(4.5)
  })

  it('are written and said as people do', () => {
    expect([0.5, 1, 1.5, 4].map(starsText)).toEqual(['½ star', '1 star', '1½ stars', '4 stars'])
    expect([0.5, 1, 1.5, 4].map(starsSpoken)).toEqual(['half a star', '1 star', '1.5 stars', '4 stars'])
  })
})
