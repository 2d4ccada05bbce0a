import { apiUrl } from './client'
import type { FeedbackEvent } from './types'
import { visitorHeader } from './visitor'

/** The API's own limit. */
export const MAX_FEEDBACK = 200

/**
 * Sends and forgets: no answer is waited for, and a failure is nobody's trouble. `keepalive` lets it outlive the page. Not a
 * beacon: that cannot say whose it is.
 */
export function sendFeedback(events: readonly FeedbackEvent[]): void {
  const address = apiUrl('/api/v1/feedback')
  const body = JSON.stringify({ events })
  const headers = { 'content-type': 'application/json', ...visitorHeader() }
  const request = new Request(new URL(address, window.location.origin), { method: 'POST', body, headers, keepalive: true })
  // Told in a wrapper, since blockers may throw at once.
  Promise.resolve()
    .then(() => globalThis.fetch(request))
    .catch(() => undefined)
}
