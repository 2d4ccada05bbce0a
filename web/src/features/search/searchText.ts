import { limits } from '@/api/queries'

/** Every word of this feature that a visitor reads. */
export const text = {
  label: 'Search for a movie you know',
  found: 'Movies found',
  searching: 'Searching',
  nothing: (typed: string) => `No movie found for “${typed}”. Try fewer or other letters.`,
  tooLong: (nChars: number) => `At most ${limits.queryChars} characters, please: this has ${nChars}.`,
  retry: 'Try again',
} as const
