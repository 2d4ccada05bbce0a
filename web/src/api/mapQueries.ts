import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client'
import { answerOf } from './problem'
import { isAnything, saidBody } from './said'
import type { Said } from './types'

/** Where movies lie: the same for every visitor until the models change. */
export function mapQuery() {
  return queryOptions({
    queryKey: ['map'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/map', { signal }), signal),
    staleTime: Infinity,
  })
}

/** The taste groups, and what each loves. */
export function clustersQuery() {
  return queryOptions({
    queryKey: ['clusters'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/clusters', { signal }), signal),
    staleTime: Infinity,
  })
}

/** The place on the map of a visitor who said this. The last known place stands in until the answer is there. */
export function positionQuery(said: Said) {
  const body = saidBody(said)
  return queryOptions({
    queryKey: ['map', 'position', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/map/position', { body, signal }), signal),
    enabled: isAnything(said),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** How much of each taste group is in a visitor who said this. */
export function sharesQuery(said: Said) {
  const body = saidBody(said)
  return queryOptions({
    queryKey: ['clusters', 'shares', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/clusters/assignments', { body, signal }), signal),
    enabled: isAnything(said),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** Everything the API knows about one movie. */
export function movieQuery(id: number) {
  return queryOptions({
    queryKey: ['movie', id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/movies/{id}', { params: { path: { id } }, signal }), signal),
    staleTime: Infinity,
  })
}
