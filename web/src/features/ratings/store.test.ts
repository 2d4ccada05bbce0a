import { describe, expect, it, vi } from 'vitest'
import { rated } from '@/test/movies'
import { noProgress } from './progress'
import { progressKey } from './storage'
import { createRatingsStore } from './store'

const storage = () => window.localStorage
const blocked = () => {
  throw new DOMException('blocked', 'SecurityError')
}

describe('the ratings store', () => {
  it('finds after a reload what was rated before', () => {
    const store = createRatingsStore(storage)
    store.setData('sample')
    store.update(() => rated([1, 4.5], [2, 0.5]))
    expect(createRatingsStore(storage).get()).toEqual(rated([1, 4.5], [2, 0.5]))
  })

  it.each([
    ['broken JSON', '{"ratings":'],
    ['another shape', '{"ratings":{}}'],
    ['stars off the scale', JSON.stringify(rated([1, 7]))],
    ['stars between the steps', JSON.stringify(rated([1, 3.3]))],
    ['null', 'null'],
  ])('starts fresh on %s', (_, text) => {
    window.localStorage.setItem('cinephile.data', 'sample')
    window.localStorage.setItem(progressKey('sample'), text)
    expect(createRatingsStore(storage).get()).toEqual(noProgress)
  })

  it('keeps the ratings of each data set apart, and finds them again', () => {
    const store = createRatingsStore(storage)
    store.setData('sample')
    store.update(() => rated([23, 5]))
    store.setData('ml-latest-small')
    expect(store.get()).toEqual(noProgress)
    expect(store.generation()).toBe(1)
    store.setData('sample')
    expect(store.get()).toEqual(rated([23, 5]))
  })

  it('keeps stars that were given before the data was known', () => {
    const store = createRatingsStore(storage)
    store.update(() => rated([1, 4]))
    store.setData('sample')
    expect(store.get()).toEqual(rated([1, 4]))
    expect(store.generation()).toBe(0)
    expect(createRatingsStore(storage).get()).toEqual(rated([1, 4]))
  })

  it('goes on in memory where the browser blocks storage', () => {
    const store = createRatingsStore(blocked)
    store.update(() => rated([1, 4]))
    expect(store.get()).toEqual(rated([1, 4]))
  })

  it('follows what another tab rated', () => {
    const store = createRatingsStore(storage)
    store.setData('sample')
    const listener = vi.fn<() => void>()
    const unsubscribe = store.subscribe(listener)
    window.localStorage.setItem(progressKey('sample'), JSON.stringify(rated([9, 5])))
    window.dispatchEvent(new StorageEvent('storage', { key: progressKey('sample') }))
    expect(listener).toHaveBeenCalledOnce()
    expect(store.get()).toEqual(rated([9, 5]))
    unsubscribe()
  })
})
