import { MAX_FEEDBACK } from '@/api/feedback'
import type { FeedbackEvent } from '@/api/types'

/** So long events wait for others to go with them. */
const WAIT_MS = 3000
/** A visitor who looks at more than this of one list at once is a machine, or has fallen asleep on a key. */
const MAX_KNOWN = 5000

export type Outbox = ReturnType<typeof createOutbox>

/**
 * Gathers what is done with lists and sends it in few calls: after a short wait, when a call is full, and when the page is
 * left. Each thing is told once for each movie of a list.
 */
export function createOutbox(send: (events: readonly FeedbackEvent[]) => void, mayTell: () => boolean) {
  let waiting: FeedbackEvent[] = []
  let timer: number | undefined
  const told = new Set<string>()

  function flush() {
    window.clearTimeout(timer)
    timer = undefined
    const events = waiting
    waiting = []
    if (events.length > 0 && mayTell()) send(events)
  }

  return {
    flush,
    tell(event: FeedbackEvent) {
      if (!mayTell()) return
      const key = `${event.list_id} ${event.movie_id} ${event.kind}`
      if (told.has(key)) return
      if (told.size >= MAX_KNOWN) told.clear()
      told.add(key)
      waiting.push(event)
      if (waiting.length >= MAX_FEEDBACK) flush()
      else timer ??= window.setTimeout(flush, WAIT_MS)
    },
    /** A page that is hidden may never be shown again: what waits goes now. */
    listen(): () => void {
      const onHide = () => {
        if (document.visibilityState === 'hidden') flush()
      }
      document.addEventListener('visibilitychange', onHide)
      window.addEventListener('pagehide', flush)
      return () => {
        document.removeEventListener('visibilitychange', onHide)
        window.removeEventListener('pagehide', flush)
        flush()
      }
    },
  }
}
