import { type ReactNode, createContext, use, useSyncExternalStore } from 'react'
import type { RatingsStore } from './store'

const StoreContext = createContext<RatingsStore | null>(null)

type Props = { store: RatingsStore; children: ReactNode }

export function RatingsProvider({ store, children }: Props) {
  return <StoreContext value={store}>{children}</StoreContext>
}

function useStore(): RatingsStore {
  const store = use(StoreContext)
  if (store === null) throw new Error('ratings need a RatingsProvider above them')
  return store
}

/** The visitor's progress, and the one way to change it. */
export function useRatings() {
  const store = useStore()
  const progress = useSyncExternalStore(store.subscribe, store.get)
  return { progress, update: store.update }
}

/** The way to change it alone: for what need not be drawn again with every rating. */
export function useUpdateRatings() {
  return useStore().update
}

/** Which data the visitor rates: a number that another data set changes, and the way to say which it is. */
export function useRatedData() {
  const store = useStore()
  const generation = useSyncExternalStore(store.subscribe, store.generation)
  return { generation, setData: store.setData }
}
