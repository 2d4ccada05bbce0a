import { MAX_FEEDBACK } from '@/api/feedback'
import type { FeedbackEvent } from '@/api/types'

/** How long events wait for others to be sent with them. */
const WAIT_MS = 3000
/** More events than this for one list come from a machine, or from a key that is held down. */
const MAX_KNOWN = 5000

export type Outbox = ReturnType<typeof createOutbox>

/**
 * Collects what visitors do with lists and sends it in few calls: after a short wait, when a call is full, and when the page
 * is left. Each kind of event is sent once for each movie of a list.
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
    /** Sends what waits: a page that is hidden may never be shown again. */
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
