import type { ReactNode } from 'react'
import { problemFromThrown } from '@/api/problem'
import { Button } from './Button'
import { Message } from './Message'
import { text } from './uiText'

type Props = {
  error: unknown
  onRetry: () => void
  /** A second action beside trying again. */
  otherWay?: ReactNode
}

/** Explains a failed call and offers to try again. Calls whose trouble may pass are repeated automatically. */
export function ErrorMessage({ error, onRetry, otherWay }: Props) {
  const problem = problemFromThrown(error)
  const passes = problem.kind === 'unreachable' || problem.kind === 'not_ready' || problem.kind === 'busy'
  return (
    <Message
      isAlert
      title={text.errors[problem.kind]}
      action={
        <>
          <Button look="filled" onClick={onRetry}>
            {text.retry}
          </Button>
          {otherWay}
        </>
      }
    >
      <p>{problem.message}</p>
      {passes && <p>{text.retriesItself}</p>}
    </Message>
  )
}
