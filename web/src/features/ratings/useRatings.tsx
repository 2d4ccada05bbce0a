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

/** The visitor's progress, and the only function that changes it. */
export function useRatings() {
  const store = useStore()
  const progress = useSyncExternalStore(store.subscribe, store.get)
  return { progress, update: store.update }
}

/** Only the function that changes the progress, for components that need not render again with every rating. */
export function useUpdateRatings() {
  return useStore().update
}

/** The data set that the visitor rates: a number that changes with the data set, and a function that sets its name. */
export function useRatedData() {
  const store = useStore()
  const generation = useSyncExternalStore(store.subscribe, store.generation)
  return { generation, setData: store.setData }
}
