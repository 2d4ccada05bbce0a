import { problemFromThrown } from '@/api/problem'
import { StartOver } from './StartOver'

/** The way on when a rated movie is no longer in the data: trying again would fail again. */
export function StartOverIfGone({ error }: { error: unknown }) {
  return problemFromThrown(error).code === 'unknown_movie' ? <StartOver /> : null
}
