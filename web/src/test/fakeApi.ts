import { vi } from 'vitest'
import { modelsAnswer } from './movies'

type Handler = (request: Request) => Response | Promise<Response>

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
}

export function problem(status: number, code: string, detail: string): Response {
  return json({ type: 'about:blank', title: 'Problem', status, code, detail }, status)
}

/** Replaces the network: answers by path, and rejects requests that the test did not expect. */
export function fakeApi(handlers: Record<string, Handler>): Request[] {
  const calls: Request[] = []
  const all: Record<string, Handler> = { '/api/v1/models': () => json(modelsAnswer), ...handlers }
  vi.stubGlobal('fetch', async (request: Request) => {
    calls.push(request)
    const handler = all[new URL(request.url).pathname]
    if (handler === undefined) throw new TypeError('Failed to fetch')
    const answer = await handler(request)
    request.signal.throwIfAborted()
    return answer
  })
  return calls
}
