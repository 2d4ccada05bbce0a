import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from './client'
import { answerOf } from './problem'
import type { RatingInput } from './types'

/** Where movies lie: the same for everybody, until the models change. */
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

/** Where somebody with these ratings stands; until the answer to newer ratings is there, where they stood. */
export function positionQuery(ratings: RatingInput[]) {
  const body = inOrder(ratings)
  return queryOptions({
    queryKey: ['map', 'position', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/map/position', { body, signal }), signal),
    enabled: ratings.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** How much of each taste group is in somebody with these ratings. */
export function sharesQuery(ratings: RatingInput[]) {
  const body = inOrder(ratings)
  return queryOptions({
    queryKey: ['clusters', 'shares', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/clusters/assignments', { body, signal }), signal),
    enabled: ratings.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** One movie with all that is known of it. */
export function movieQuery(id: number) {
  return queryOptions({
    queryKey: ['movie', id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/movies/{id}', { params: { path: { id } }, signal }), signal),
    staleTime: Infinity,
  })
}

/** Ids in order, so that the same ratings are found in the cache. */
function inOrder(ratings: RatingInput[]) {
  return { ratings: ratings.toSorted((a, b) => a.movie_id - b.movie_id) }
}
