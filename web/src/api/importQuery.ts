import { queryOptions, skipToken } from '@tanstack/react-query'
import { client } from './client'
import { answerOf } from './problem'
import type { ListName } from './types'

/** Files chosen together. The number distinguishes them from other files of the same names, and from themselves chosen again. */
export type ChosenFiles = { files: readonly [File, ...File[]]; turn: number; answers: ImportAnswers }

/** What a visitor said about a file, where it leaves something open. */
export type ImportAnswers = { list?: ListName; scale?: string; profile?: string }

/** What an export of another service holds, matched to the server's movies. The server keeps nothing of it. */
export function importQuery(chosen: ChosenFiles | null) {
  return queryOptions({
    queryKey: ['import', chosen?.turn, chosen?.files.map(({ name }) => name), chosen?.answers],
    queryFn:
      chosen === null
        ? skipToken
        : ({ signal }) => answerOf(client.POST('/api/v1/imports', importRequest(chosen, signal)), signal),
    staleTime: Infinity,
    gcTime: 0,
  })
}

/**
 * Sends the bytes as they are: a file need not be UTF-8, and the server recognises it by its content. Several files go as a form,
 * whose content type the browser completes.
 */
function importRequest({ files, answers }: ChosenFiles, signal: AbortSignal) {
  const [file, ...others] = files
  if (others.length === 0) {
    return {
      params: { query: { file_name: file.name, ...answers } },
      body: '',
      bodySerializer: () => file,
      headers: { 'content-type': 'text/csv' },
      signal,
    }
  }
  const form = new FormData()
  for (const each of files) form.append('file', each, each.name)
  return { params: { query: answers }, body: '', bodySerializer: () => form, headers: { 'content-type': null }, signal }
}
