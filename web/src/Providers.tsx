import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { RatingsProvider, type RatingsStore } from './features/ratings'

type Props = { queryClient: QueryClient; ratings: RatingsStore; children: ReactNode }

/** What every page needs above it. */
export function Providers({ queryClient, ratings, children }: Props) {
  return (
    <QueryClientProvider client={queryClient}>
      <RatingsProvider store={ratings}>{children}</RatingsProvider>
    </QueryClientProvider>
  )
}
