import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client'
import { answerOf } from './problem'
import { evaluationsQuery } from './queries'

/** How often the page asks again while the server measures. */
const MEASURING_MS = 4000

/** The leaderboards; refetched while the server is still measuring. */
export function figuresQuery() {
  return queryOptions({
    ...evaluationsQuery(),
    refetchInterval: ({ state }) => (state.data?.state === 'measuring' ? MEASURING_MS : false),
  })
}

/** Taste groups, and how good other numbers of them would be; `stamp` changes as more is measured. */
export function groupsQuery(stamp: string) {
  return queryOptions({
    queryKey: ['groups', stamp],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/clusters', { signal }), signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** How the ratings are distributed. */
export function statisticsQuery() {
  return queryOptions({
    queryKey: ['statistics'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/statistics', { signal }), signal),
    staleTime: Infinity,
  })
}
