import type { ReactNode } from 'react'
import { problemFromThrown } from '@/api/problem'
import { Button } from './Button'
import { Message } from './Message'

type Props = {
  error: unknown
  onRetry: () => void
  /** A second way on beside trying again. */
  otherWay?: ReactNode
}

const TITLES = {
  unreachable: 'We lost the projector',
  not_ready: 'The models are warming up',
  refused: 'That did not work',
  failed: 'Something broke on our side',
} as const

/** Any failed call, in words, with a way on. Passing troubles are asked again by themselves. */
export function ErrorMessage({ error, onRetry, otherWay }: Props) {
  const problem = problemFromThrown(error)
  const passes = problem.kind === 'unreachable' || problem.kind === 'not_ready'
  return (
    <Message
      isAlert
      title={TITLES[problem.kind]}
      action={
        <>
          <Button look="filled" onClick={onRetry}>
            Try again
          </Button>
          {otherWay}
        </>
      }
    >
      <p>{problem.message}</p>
      {passes && <p>This page keeps trying by itself.</p>}
    </Message>
  )
}
