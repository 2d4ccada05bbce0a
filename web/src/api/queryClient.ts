import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './problem'

const WARMING_UP_POLL_MS = 1500
const BUSY_POLL_MS = 2000
const UNREACHABLE_POLL_MS = 5000

/** Shows errors at once, and repeats calls whose error may pass by itself until it does. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchInterval: (query) => pollMs(query.state.error),
      },
    },
  })
}

/** How long to wait before repeating a call, or `false` for never. */
export function pollMs(error: unknown): number | false {
  if (!(error instanceof ApiProblem)) return false
  if (error.kind === 'not_ready') return WARMING_UP_POLL_MS
  if (error.kind === 'busy') return BUSY_POLL_MS
  if (error.kind === 'unreachable') return UNREACHABLE_POLL_MS
  return false
}
