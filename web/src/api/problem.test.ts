import { describe, expect, it } from 'vitest'
import { ApiProblem, answerOf, problemFromAnswer, problemFromThrown } from './problem'
import { pollMs } from './queryClient'

const body = { type: 'about:blank', title: 'x', status: 400, code: 'stars_out_of_range', detail: 'ratings[2].stars is 7' }
const signal = new AbortController().signal

describe('a failed call', () => {
  it('keeps the detail, the code and the field of a problem answer', () => {
    const problem = problemFromAnswer({ ...body, field: 'ratings[2].stars' }, 400)
    expect(problem).toMatchObject({
      kind: 'refused',
      message: 'ratings[2].stars is 7',
      code: 'stars_out_of_range',
      field: 'ratings[2].stars',
    })
  })

  it('is passing trouble while the models warm up, and is asked again', () => {
    const problem = problemFromAnswer({ ...body, status: 503, code: 'not_ready', detail: 'fitting kmeans' }, 503)
    expect(problem.kind).toBe('not_ready')
    expect(pollMs(problem)).toBeGreaterThan(0)
  })

  it('is passing trouble while the server is busy with others, and is asked again', () => {
    const problem = problemFromAnswer({ ...body, status: 503, code: 'overloaded', detail: 'busy' }, 503)
    expect(problem.kind).toBe('busy')
    expect(pollMs(problem)).toBeGreaterThan(0)
  })

  it('is unreachable when a proxy answers for a dead server', () => {
    expect(problemFromAnswer('<html>Bad Gateway</html>', 502).kind).toBe('unreachable')
  })

  it('is the server’s failure when the body says nothing', () => {
    expect(problemFromAnswer(undefined, 500)).toMatchObject({ kind: 'failed', code: 'http_500' })
  })

  it('is unreachable when there is no answer at all', () => {
    expect(problemFromThrown(new TypeError('Failed to fetch')).kind).toBe('unreachable')
  })

  it('is malformed when the answer is no JSON', () => {
    expect(problemFromThrown(new SyntaxError('Unexpected token')).code).toBe('malformed_answer')
  })

  it('is not asked again when the request itself is wrong', () => {
    expect(pollMs(problemFromAnswer(body, 400))).toBe(false)
    expect(pollMs(null)).toBe(false)
  })
})

describe('answerOf', () => {
  it('gives the data', async () => {
    await expect(answerOf(Promise.resolve({ data: 7, response: new Response() }), signal)).resolves.toBe(7)
  })

  it('throws a problem for an error answer', async () => {
    const call = Promise.resolve({ error: body, response: new Response(null, { status: 400 }) })
    await expect(answerOf(call, signal)).rejects.toBeInstanceOf(ApiProblem)
  })

  it('stays an abort when the call was cancelled', async () => {
    const controller = new AbortController()
    controller.abort()
    const call = Promise.reject(new TypeError('aborted'))
    await expect(answerOf(call, controller.signal)).rejects.toMatchObject({ name: 'AbortError' })
  })
})
