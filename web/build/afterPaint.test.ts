import { describe, expect, it } from 'vitest'
import { startAfterPaint } from './afterPaint'

describe('the entry of the built page', () => {
  it('is fetched at once and left for early.js to start', () => {
    const built =
      '<script type="module" crossorigin src="/assets/index-1.js"></script>' +
      '<link rel="modulepreload" crossorigin href="/assets/page-2.js">'
    expect(startAfterPaint(built)).toBe(
      '<link rel="modulepreload" fetchpriority="low" crossorigin href="/assets/index-1.js" data-start />' +
        '<link rel="modulepreload" fetchpriority="low" crossorigin href="/assets/page-2.js">',
    )
  })

  it('is missed where a build writes it in another way', () => {
    expect(() => startAfterPaint('<script type="module" src="/assets/index-1.js"></script>')).toThrow('has no entry')
  })
})
