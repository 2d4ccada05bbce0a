import { useState } from 'react'
import type { Movie } from '@/api/types'
import { asBefore } from './lists'
import type { Progress } from './progress'
import { useRatings } from './useRatings'

/** The last action in words, while it can be undone. */
type Done = { text: string; before: Progress; movie: Movie }

export type Undoable = ReturnType<typeof useUndoable>

/** Changes one movie's ratings and lists in a way that the last change can be undone. */
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
