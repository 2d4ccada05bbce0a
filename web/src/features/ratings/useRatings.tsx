import { type ReactNode, createContext, use, useSyncExternalStore } from 'react'
import type { RatingsStore } from './store'

const StoreContext = createContext<RatingsStore | null>(null)

type Props = { store: RatingsStore; children: ReactNode }

export function RatingsProvider({ store, children }: Props) {
  return <StoreContext value={store}>{children}</StoreContext>
}

/** The visitor's progress, and the one way to change it. */
export function useRatings() {
  const store = use(StoreContext)
  if (store === null) throw new Error('useRatings needs a RatingsProvider above it')
  const progress = useSyncExternalStore(store.subscribe, store.get)
  const generation = useSyncExternalStore(store.subscribe, store.generation)
  return { progress, generation, update: store.update, setData: store.setData }
}
