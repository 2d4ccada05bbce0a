import createClient from 'openapi-fetch'
import type { paths } from './__generated__/openapi'

/** The API's origin without a trailing slash; empty means the page's own origin. */
const configured = (import.meta.env.VITE_API_BASE_URL ?? '').replace(/\/+$/, '')

export const client = createClient<paths>({
  baseUrl: configured === '' ? window.location.origin : configured,
  // Looked up at call time, so that a test can stand in for the network.
  fetch: (request) => globalThis.fetch(request),
})

/** Turns a path the API hands out (`/api/v1/posters/6`) into an address an `<img>` can load. */
export function apiUrl(path: string): string {
  return `${configured}${path}`
}
