import * as v from 'valibot'
import { text } from './problemText'

/** Kinds of problems that the page treats differently. */
export type ProblemKind = 'unreachable' | 'not_ready' | 'busy' | 'refused' | 'failed'

/** The one error type that leaves `src/api`; `message` is fit to be shown. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'

  constructor(
    readonly kind: ProblemKind,
    message: string,
    /** The API's stable code (`unknown_algorithm`), or the page's own if the API sent none. */
    readonly code: string,
    /** Pointer to the wrong field (`ratings[2].stars`), where the API names one. */
    readonly field: string | null = null,
    /** Some of the values that the field may have, where the API knows them. */
    readonly choices: readonly string[] = [],
  ) {
    super(message)
  }
}

const problemBody = v.object({
  status: v.number(),
  code: v.string(),
  detail: v.string(),
  field: v.nullish(v.string(), null),
  choices: v.optional(v.array(v.string()), []),
})

/** Maps an error answer (its parsed body and status) to an `ApiProblem`. */
export function problemFromAnswer(body: unknown, status: number): ApiProblem {
  const parsed = v.safeParse(problemBody, body)
  if (!parsed.success) {
    // A proxy in front of a dead server answers for it, in its own format.
    if (status === 502 || status === 503 || status === 504) return unreachable()
    return new ApiProblem('failed', text.failed(status), `http_${status}`)
  }
  const { code, detail, field, choices } = parsed.output
  if (code === 'not_ready') return new ApiProblem('not_ready', detail, code)
  if (code === 'overloaded') return new ApiProblem('busy', detail, code)
  return new ApiProblem(status < 500 ? 'refused' : 'failed', detail, code, field, choices)
}

/** Maps anything thrown on the way to an `ApiProblem`. */
export function problemFromThrown(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown
  if (thrown instanceof SyntaxError) {
    return new ApiProblem('failed', text.unreadable, 'malformed_answer')
  }
  return unreachable()
}

function unreachable(): ApiProblem {
  return new ApiProblem('unreachable', text.unreachable, 'unreachable')
}

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** Waits for a call and returns its data; every failure of every call goes through here. */
export async function answerOf<T>(call: Promise<Answer<T>>, signal: AbortSignal): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch (thrown) {
    // A cancelled call is not an error: the query cache must see it as cancelled.
    signal.throwIfAborted()
    throw problemFromThrown(thrown)
  }
  if (answer.data === undefined) throw problemFromAnswer(answer.error, answer.response.status)
  return answer.data
}
