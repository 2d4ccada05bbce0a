import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { RatingsProvider, type RatingsStore } from './features/ratings'

type Props = { queryClient: QueryClient; ratings: RatingsStore; children: ReactNode }

/** Contexts that every page needs. */
export function Providers({ queryClient, ratings, children }: Props) {
  return (
    <QueryClientProvider client={queryClient}>
      <RatingsProvider store={ratings}>{children}</RatingsProvider>
    </QueryClientProvider>
  )
}
