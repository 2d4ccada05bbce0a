import { apiUrl } from './client'
import type { FeedbackEvent } from './types'
import { visitorHeader } from './visitor'

/** The API's own limit. */
export const MAX_FEEDBACK = 200

/**
 * Sends events without waiting for an answer, and ignores failures. `keepalive` lets the request outlive the page. It is not
 * a beacon, because a beacon cannot carry the visitor's header.
 */
export function sendFeedback(events: readonly FeedbackEvent[]): void {
  const address = apiUrl('/api/v1/feedback')
  const body = JSON.stringify({ events })
  const headers = { 'content-type': 'application/json', ...visitorHeader() }
  const request = new Request(new URL(address, window.location.origin), { method: 'POST', body, headers, keepalive: true })
  // Inside a promise, since blockers may throw at once.
  Promise.resolve()
    .then(() => globalThis.fetch(request))
    .catch(() => undefined)
}
