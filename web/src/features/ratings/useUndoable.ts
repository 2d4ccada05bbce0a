import { useState } from 'react'
import type { Movie } from '@/api/types'
import { asBefore } from './lists'
import type { Progress } from './progress'
import { useRatings } from './useRatings'

/** What was done last, in words, while it can be taken back. */
type Done = { text: string; before: Progress; movie: Movie }

export type Undoable = ReturnType<typeof useUndoable>

/** Changes one movie's place among ratings and lists, so that the last change can be taken back. */
export function useUndoable() {
  const { progress, update } = useRatings()
  const [done, setDone] = useState<Done | null>(null)
  return {
    doneText: done?.text ?? null,
    act: (movie: Movie, text: string, change: (progress: Progress) => Progress) => {
      setDone({ text, before: progress, movie })
      update(change)
    },
    undo: () => {
      if (done === null) return
      update((now) => asBefore(now, done.before, done.movie))
      setDone(null)
    },
    close: () => setDone(null),
  }
}
