import { expect, it } from 'vitest'
import { forgetStored } from './forget'

it('forgets what was said on any data by any version, and the company of a night; not how the page looks', () => {
  const personal = ['cinephile.progress.v1.sample', 'cinephile.progress.v2.ml-32m', 'cinephile.night.v1.sample', 'cinephile.data']
  for (const key of [...personal, 'cinephile.theme', 'other.progress']) window.localStorage.setItem(key, '{}')
  forgetStored(() => window.localStorage)
  expect(Object.keys(window.localStorage).toSorted()).toEqual(['cinephile.theme', 'other.progress'])
})

it('does nothing where the browser blocks storage', () => {
  expect(() =>
    forgetStored(() => {
      throw new DOMException('blocked', 'SecurityError')
    }),
  ).not.toThrow()
})
