import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Named } from '@/deckSearch'
import { client } from './client'
import { answerOf } from './problem'
import { isAnything, saidBody } from './said'
import type { GroupStrategy, RatingInput, Said, Wishes } from './types'
import { visitorHeader } from './visitor'

/** The API's own limits, so that the page can say so before it asks. */
export const limits = { queryChars: 80, ratings: 2000, importBytes: 50 * 1024 * 1024 } as const

const DECK_CARDS = 16
/** On a wide screen the lead takes three of five columns: these fill five whole rows. */
const LIST_LENGTH = 23
const SEARCH_RESULTS = 8
const SIMILAR_MOVIES = 40
const GROUP_MOVIES = 20
const COMPARED_MOVIES = 15

export function modelsQuery() {
  return queryOptions({
    queryKey: ['models'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/models', { signal }), signal),
    staleTime: Infinity,
  })
}

/** The leaderboards that the server has. An empty list is valid. Not polled; refetching is allowed. */
export function evaluationsQuery() {
  return queryOptions({
    queryKey: ['evaluations'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/evaluations', { signal }), signal),
    staleTime: Infinity,
    refetchInterval: false,
  })
}

/** What to rate next, given what was answered so far, and the genres and decades that the visitor named. */
export function onboardingQuery(rated: RatingInput[], skipped: number[], named: Named) {
  const query = {
    limit: DECK_CARDS,
    ...(rated.length > 0 && { rated: rated.map((r) => `${r.movie_id}:${r.stars}`).join(',') }),
    ...(skipped.length > 0 && { skipped: skipped.join(',') }),
    ...(named.genres.length > 0 && { genres: named.genres.join(',') }),
    ...(named.decades.length > 0 && { decades: named.decades.join(',') }),
  }
  return queryOptions({
    queryKey: ['onboarding', query],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/onboarding', { params: { query }, signal }), signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

export function movieSearchQuery(text: string) {
  const query = { query: text, limit: SEARCH_RESULTS }
  return queryOptions({
    queryKey: ['movies', query],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/movies', { params: { query }, signal }), signal),
    enabled: text !== '' && text.length <= limits.queryChars,
    placeholderData: keepPreviousData,
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

/** Every genre that a list can be narrowed to, the most rated first. */
export function genresQuery() {
  return queryOptions({
    ...statisticsQuery(),
    select: ({ genres }) => genres.toSorted((a, b) => b.n_ratings - a.n_ratings).map(({ name }) => name),
  })
}

/** Every decade that the deck can be about, such as `1980s`, the earliest first. */
export function decadesQuery() {
  return queryOptions({ ...statisticsQuery(), select: ({ decades }) => decades.map(({ name }) => name) })
}

/**
 * The list for what the visitor said, and their wishes; without an algorithm, by the server's default.
 * What they said is part of the key, so an answer to older ratings never stands in for newer ones.
 */
export function recommendationsQuery(said: Said, wishes: Wishes) {
  const body = listRequest(said, wishes)
  return queryOptions({
    queryKey: ['recommendations', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/recommendations', { body, headers: visitorHeader(), signal }), signal),
    enabled: isAnything(said),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/**
 * The same list with the sums behind its scores. Requested only when a visitor asks why, since it takes about twenty times as
 * long. Sums of other ratings never stand in meanwhile.
 */
export function explanationsQuery(said: Said, wishes: Wishes) {
  const body = { ...listRequest(said, wishes), explain: true }
  return queryOptions({
    queryKey: ['explanations', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/recommendations', { body, signal }), signal),
    enabled: isAnything(said),
    staleTime: Infinity,
  })
}

/** Two models' lists for the same visitor, with each movie's place in the other list. */
export function comparisonQuery(said: Said, algorithms: [string, string], exclude: number[]) {
  const body = { ...saidBody(said), algorithms, exclude, limit: COMPARED_MOVIES }
  return queryOptions({
    queryKey: ['comparison', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/comparisons', { body, signal }), signal),
    staleTime: Infinity,
  })
}

/** Movies for two to eight people together; `vetoBelow` is only used by the rule `veto`. */
export function groupQuery(people: Said[], strategy: GroupStrategy, vetoBelow: number | undefined, exclude: number[]) {
  const body = {
    people: people.map(saidBody),
    strategy,
    ...(vetoBelow !== undefined && { veto_below: vetoBelow }),
    exclude,
    limit: GROUP_MOVIES,
  }
  return queryOptions({
    queryKey: ['group', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/groups/recommendations', { body, signal }), signal),
    enabled: people.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** Movies similar to one movie, by the server's default model. */
export function similarQuery(movieId: number) {
  const params = { path: { id: movieId }, query: { limit: SIMILAR_MOVIES } }
  return queryOptions({
    queryKey: ['similar', params],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/movies/{id}/similar', { params, signal }), signal),
    staleTime: Infinity,
  })
}

/** Puts ids and genres in order, so that the same wish is always the same key in the cache. */
function listRequest(said: Said, { genres, exclude, ...wishes }: Wishes) {
  return {
    ...saidBody(said),
    limit: LIST_LENGTH,
    ...wishes,
    ...(genres !== undefined && { genres: genres.toSorted() }),
    ...(exclude !== undefined && exclude.length > 0 && { exclude: exclude.toSorted((a, b) => a - b) }),
  }
}
