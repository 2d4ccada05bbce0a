import type { Progress } from './progress'
import { STORAGE_KEY, readProgress, writeProgress } from './storage'

/** Holds the progress of this visit, keeps it across reloads and in step between tabs. */
export type RatingsStore = {
  get: () => Progress
  update: (change: (progress: Progress) => Progress) => void
  subscribe: (listener: () => void) => () => void
}

/** `storage` is opened anew each time: a browser that blocks it throws on touch. */
export function createRatingsStore(storage: () => Storage): RatingsStore {
  let progress = readProgress(storage)
  const listeners = new Set<() => void>()

  function set(next: Progress) {
    progress = next
    for (const listener of listeners) listener()
  }

  // Another tab wrote: what it wrote is newer than what this one shows.
  function onStorage(event: StorageEvent) {
    if (event.key === STORAGE_KEY || event.key === null) set(readProgress(storage))
  }

  return {
    get: () => progress,
    update(change) {
      const next = change(progress)
      if (next === progress) return
      writeProgress(storage, next)
      set(next)
    },
    subscribe(listener) {
      if (listeners.size === 0) window.addEventListener('storage', onStorage)
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) window.removeEventListener('storage', onStorage)
      }
    },
  }
}
