import { queryOptions, skipToken } from '@tanstack/react-query'
import { client } from './client'
import { answerOf } from './problem'
import type { ListName } from './types'

/** A chosen file. The number distinguishes it from another file of the same name, and from itself chosen again. */
export type ChosenFile = { file: File; turn: number; answers: ImportAnswers }

/** What a visitor said about a file, where it leaves something open. */
export type ImportAnswers = { list?: ListName; scale?: string; profile?: string }

/** What an export of another service holds, matched to the server's movies. The server keeps nothing of it. */
export function importQuery(chosen: ChosenFile | null) {
  return queryOptions({
    queryKey: ['import', chosen?.turn, chosen?.file.name, chosen?.answers],
    queryFn:
      chosen === null
        ? skipToken
        : ({ signal }) => answerOf(client.POST('/api/v1/imports', importRequest(chosen, signal)), signal),
    staleTime: Infinity,
    gcTime: 0,
  })
}

/** Sends the bytes as they are: a file need not be UTF-8, and the server recognises it by its content. */
function importRequest({ file, answers }: ChosenFile, signal: AbortSignal) {
  return {
    params: { query: { file_name: file.name, ...answers } },
    body: '',
    bodySerializer: () => file,
    headers: { 'content-type': 'text/csv' },
    signal,
  }
}
