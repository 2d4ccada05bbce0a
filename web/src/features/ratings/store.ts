import { type Progress, noProgress } from './progress'
import { progressKey, readDataName, readProgress, writeDataName, writeProgress } from './storage'

/** Holds the progress of this visit, keeps it across reloads, and synchronises it between tabs. */
export type RatingsStore = {
  get: () => Progress
  update: (change: (progress: Progress) => Progress) => void
  /** Sets the data that the API serves; ratings of other data are kept until that data is back. */
  setData: (dataName: string) => void
  /** Rises when the server's data has changed during the visit, so that earlier cards are of other movies. */
  generation: () => number
  subscribe: (listener: () => void) => () => void
}

/** Opens the storage anew each time, since a browser that blocks it throws on every access. */
export function createRatingsStore(storage: () => Storage): RatingsStore {
  let dataName = readDataName(storage)
  let progress = dataName === '' ? noProgress : readProgress(storage, dataName)
  let generation = 0
  const listeners = new Set<() => void>()

  function set(next: Progress) {
    progress = next
    for (const listener of listeners) listener()
  }

  // Another tab wrote, so its version is newer than what this tab shows.
  function onStorage(event: StorageEvent) {
    if (event.key === progressKey(dataName)) set(readProgress(storage, dataName))
  }

  return {
    get: () => progress,
    update(change) {
      const next = change(progress)
      if (next === progress) return
      if (dataName !== '') writeProgress(storage, dataName, next)
      set(next)
    },
    setData(name) {
      if (name === dataName) return
      const isFirstVisit = dataName === ''
      dataName = name
      writeDataName(storage, name)
      // Stars given before the API said its name were given on this data.
      if (isFirstVisit && progress !== noProgress) {
        writeProgress(storage, name, progress)
        return
      }
      if (!isFirstVisit) generation += 1
      set(readProgress(storage, name))
    },
    generation: () => generation,
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
