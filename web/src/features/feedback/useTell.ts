import { useCallback, useEffect, useState } from 'react'
import { sendFeedback } from '@/api/feedback'
import type { FeedbackKind, Recommendations } from '@/api/types'
import { randomId, silence } from '@/api/visitor'
import { createOutbox } from './outbox'

/** Reports what the visitor did with a movie of the list. */
export type Tell = (kind: FeedbackKind, movieId: number) => void

const outbox = createOutbox(sendFeedback, () => silence() === null)

/** Reports what the visitor does with the movies of one list, under an id of that list. */
export function useTell(answer: Recommendations | undefined): Tell {
  const [list, setList] = useState({ answer, id: randomId() })
  // Adjusts state while rendering: another answer is another list.
  if (list.answer !== answer) setList({ answer, id: randomId() })
  useEffect(() => outbox.listen(), [])

  const { id } = list
  return useCallback(
    (kind, movieId) => {
      // The movie's place in the answer, even after movies above it have left.
      const rank = answer?.recommendations.find(({ movie }) => movie.id === movieId)?.rank
      if (answer === undefined || rank === undefined) return
      outbox.tell({ kind, movie_id: movieId, algorithm: answer.algorithm, position: rank, list_id: id })
    },
    [answer, id],
  )
}
