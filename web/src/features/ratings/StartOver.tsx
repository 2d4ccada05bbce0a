import { useDisclosure } from '@mantine/hooks'
import { Suspense, lazy, useState } from 'react'
import { Button } from '@/ui/Button'
import { noProgress } from './progress'
import { useRatings } from './useRatings'

/** Loaded when it is first asked for: hardly anybody ever does. */
const StartOverDialog = lazy(async () => ({ default: (await import('./StartOverDialog')).StartOverDialog }))

type Props = {
  look?: 'quiet' | 'outline'
  label?: string
  /** What else is to go, besides what the visitor said on this data. */
  onForget?: () => void
}

/** Forgets everything the visitor said, after asking once. */
export function StartOver({ look = 'quiet', label = 'Start over', onForget }: Props) {
  const { progress, update } = useRatings()
  const [isAsking, asking] = useDisclosure(false)
  const [wasAsked, setWasAsked] = useState(false)

  function startOver() {
    asking.close()
    onForget?.()
    update(() => noProgress)
  }

  function ask() {
    setWasAsked(true)
    asking.open()
  }

  return (
    <>
      <Button look={look} onClick={ask}>
        {label}
      </Button>
      {wasAsked && (
        <Suspense>
          <StartOverDialog label={label} progress={progress} isOpen={isAsking} onClose={asking.close} onForget={startOver} />
        </Suspense>
      )}
    </>
  )
}
