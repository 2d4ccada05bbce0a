import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sendFeedback } from '@/api/feedback'
import type { FeedbackEvent, FeedbackKind } from '@/api/types'
import { setFeedback, silence, visitorHeader, visitorId } from '@/api/visitor'
import { fakeApi, json } from '@/test/fakeApi'
import { createOutbox } from './outbox'

const event = (movieId: number, kind: FeedbackKind = 'shown', listId = 'list-1'): FeedbackEvent => ({
  kind,
  movie_id: movieId,
  algorithm: 'blend',
  position: 1,
  list_id: listId,
})

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function outbox(mayTell = () => true) {
  const sent: (readonly FeedbackEvent[])[] = []
  return { sent, box: createOutbox((events) => sent.push(events), mayTell) }
}

it('waits for others, then sends them together, each once', () => {
  const { sent, box } = outbox()
  box.tell(event(1))
  box.tell(event(2))
  box.tell(event(1))
  box.tell(event(1, 'clicked'))
  box.tell(event(1, 'shown', 'list-2'))
  expect(sent).toEqual([])
  vi.advanceTimersByTime(3000)
  expect(sent).toEqual([[event(1), event(2), event(1, 'clicked'), event(1, 'shown', 'list-2')]])
  vi.advanceTimersByTime(60_000)
  expect(sent).toHaveLength(1)
})

it('never sends more in a call than the API takes', () => {
  const { sent, box } = outbox()
  for (let id = 0; id < 450; id += 1) box.tell(event(id))
  box.flush()
  expect(sent.map((events) => events.length)).toEqual([200, 200, 50])
})

it('sends what waits when the page is left', () => {
  const { sent, box } = outbox()
  const stop = box.listen()
  box.tell(event(1))
  window.dispatchEvent(new Event('pagehide'))
  expect(sent).toEqual([[event(1)]])
  box.tell(event(2))
  stop()
  expect(sent).toHaveLength(2)
})

it('tells nothing where it may not, also not what was gathered before', () => {
  let may = true
  const { sent, box } = outbox(() => may)
  box.tell(event(1))
  may = false
  box.tell(event(2))
  vi.advanceTimersByTime(3000)
  expect(sent).toEqual([])
})

it('sends with the visitor’s number, and swallows every failure', async () => {
  vi.useRealTimers()
  const calls = fakeApi({ '/api/v1/feedback': () => json({ n_accepted: 1 }, 202) })
  sendFeedback([event(6)])
  await vi.waitFor(() => expect(calls).toHaveLength(1))
  expect(calls[0]?.headers.get('x-visitor-id')).toBe(visitorId())
  expect(await calls[0]?.json()).toEqual({ events: [event(6)] })
  fakeApi({})
  sendFeedback([event(6)])
})

it('keeps one number for a browser, and none once the visitor says so', () => {
  const id = visitorId()
  expect(id).toMatch(/^[0-9a-f]{32}$/)
  expect(visitorId()).toBe(id)
  setFeedback(false)
  expect(silence()).toBe('visitor')
  expect(visitorHeader()).toEqual({})
  expect(window.localStorage.getItem('cinephile.visitor')).toBeNull()
  setFeedback(true)
  expect(visitorId()).not.toBe(id)
})

it.each([{ globalPrivacyControl: true }, { doNotTrack: '1' }])('hears the browser: %o', (says) => {
  vi.stubGlobal('navigator', says)
  expect(silence()).toBe('browser')
  expect(visitorId()).toBeNull()
})
