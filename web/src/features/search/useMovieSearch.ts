import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { limits, movieSearchQuery } from '@/api/queries'
import { text as words } from './searchText'

const DEBOUNCE_MS = 120

export type MovieSearchState = ReturnType<typeof useMovieSearch>

/** The movies that match what is typed; each call cancels the one before. */
export function useMovieSearch(typed: string) {
  const text = typed.trim()
  const [asked] = useDebouncedValue(text, DEBOUNCE_MS)
  const query = useQuery(movieSearchQuery(asked))
  const isTooLong = text.length > limits.queryChars

  return {
    text,
    query,
    movies: query.data?.movies ?? [],
    /** Whether there is anything to show a list for. */
    isAsking: text !== '' && !isTooLong,
    /** Whether the list shown answers the text typed. */
    isCurrent: asked === text && !query.isPlaceholderData && !query.isPending,
    /** What to say beside the field, or `null`. */
    complaint: isTooLong ? words.tooLong(text.length) : null,
  }
}
