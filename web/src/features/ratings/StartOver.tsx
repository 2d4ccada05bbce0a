import { useState } from 'react'
import { Button } from '@/ui/Button'
import { StartOverDialog } from './StartOverDialog'
import { noProgress } from './progress'
import { text } from './ratingsText'
import { useRatings } from './useRatings'

type Props = {
  look?: 'quiet' | 'outline'
  label?: string
  /** Deletes what else is stored, besides the progress on this data. */
  onForget?: () => void
}

/** Forgets everything the visitor said, after asking once. */
export function StartOver({ look = 'quiet', label = text.startOver, onForget }: Props) {
  const { progress, update } = useRatings()
  const [isAsking, setIsAsking] = useState(false)
  const close = () => setIsAsking(false)

  function startOver() {
    close()
    onForget?.()
    update(() => noProgress)
  }

  return (
    <>
      <Button look={look} onClick={() => setIsAsking(true)}>
        {label}
      </Button>
      <StartOverDialog label={label} progress={progress} isOpen={isAsking} onClose={close} onForget={startOver} />
    </>
  )
}
