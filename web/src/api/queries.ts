import { keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query'
import { client } from './client'
import { answerOf } from './problem'
import type { RatingInput } from './types'

/** The API's own limits, so that the page can say so before it asks. */
export const limits = { queryChars: 80, ratings: 2000, importBytes: 5 * 1024 * 1024 } as const

const DECK_CARDS = 16
/** On a wide screen the lead takes three of five columns: these fill five whole rows. */
const LIST_LENGTH = 23
const SEARCH_RESULTS = 8

export function modelsQuery() {
  return queryOptions({
    queryKey: ['models'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/models', { signal }), signal),
    staleTime: Infinity,
  })
}

/** What to rate next, given what was answered so far. */
export function onboardingQuery(rated: RatingInput[], skipped: number[]) {
  const query = {
    limit: DECK_CARDS,
    ...(rated.length > 0 && { rated: rated.map((r) => `${r.movie_id}:${r.stars}`).join(',') }),
    ...(skipped.length > 0 && { skipped: skipped.join(',') }),
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

/**
 * One model's list for these ratings; without an algorithm, the server's default.
 * The ratings are part of the key, so an answer to older ratings never stands in for newer ones.
 */
export function recommendationsQuery(ratings: RatingInput[], algorithm: string | undefined) {
  const body = listRequest(ratings, algorithm)
  return queryOptions({
    queryKey: ['recommendations', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/recommendations', { body, signal }), signal),
    enabled: ratings.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/**
 * The same list with what each score is the sum of. Asked for apart, once somebody wants to know: it takes about
 * twenty times as long. No sums of other ratings stand in while it does.
 */
export function explanationsQuery(ratings: RatingInput[], algorithm: string | undefined) {
  const body = { ...listRequest(ratings, algorithm), explain: true }
  return queryOptions({
    queryKey: ['explanations', body],
    queryFn: ({ signal }) => answerOf(client.POST('/api/v1/recommendations', { body, signal }), signal),
    enabled: ratings.length > 0,
    staleTime: Infinity,
  })
}

/** A file that was chosen; the number tells it from another of the same name, and from itself chosen again. */
export type ChosenFile = { file: File; turn: number }

/** What a file from elsewhere holds, in the server's movies. Nothing of it is kept there. */
export function importQuery(chosen: ChosenFile | null) {
  return queryOptions({
    queryKey: ['import', chosen?.turn, chosen?.file.name],
    queryFn:
      chosen === null
        ? skipToken
        : ({ signal }) => answerOf(client.POST('/api/v1/imports', importRequest(chosen.file, signal)), signal),
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** The bytes go as they are: a file need not be UTF-8, and its content tells what it is. */
function importRequest(file: File, signal: AbortSignal) {
  return {
    params: { query: { file_name: file.name } },
    body: '',
    bodySerializer: () => file,
    headers: { 'content-type': 'text/csv' },
    signal,
  }
}

function listRequest(ratings: RatingInput[], algorithm: string | undefined) {
  return {
    ratings: ratings.toSorted((a, b) => a.movie_id - b.movie_id),
    limit: LIST_LENGTH,
    ...(algorithm !== undefined && { algorithm }),
  }
}
