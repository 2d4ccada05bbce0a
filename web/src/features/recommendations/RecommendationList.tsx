import { useRef, useState } from 'react'
import type { Recommendation, Wishes } from '@/api/types'
import { type Tell, useSeen } from '@/features/feedback'
import type { Undoable } from '@/features/ratings'
import { useFlip } from '@/ui/useFlip'
import { Pick } from './Pick'
import type { PickPanel } from './PickActions'
import styles from './RecommendationList.module.css'
import { text } from './listText'
import type { Move } from './moves'

type Props = {
  list: Recommendation[]
  moves: ReadonlyMap<number, Move>
  wishes: Wishes
  undoable: Undoable
  tell: Tell
  /** Whether the answer to the current request is still on its way. */
  isOutdated: boolean
}

/** The picks, best first; the first one leads the page. One pick at a time shows its panel. Cards move to their new places. */
export function RecommendationList({ list, moves, wishes, undoable, tell, isOutdated }: Props) {
  const [open, setOpen] = useState<{ id: number; panel: PickPanel } | null>(null)
  const ref = useRef<HTMLOListElement>(null)
  const order = list.map(({ movie }) => movie.id).join()
  useFlip(ref, order)
  useSeen(ref, order, (id) => tell('shown', id))

  return (
    <ol ref={ref} className={styles.list} aria-label={text.list} aria-busy={isOutdated}>
      {list.map((recommendation, place) => (
        <Pick
          key={recommendation.movie.id}
          recommendation={recommendation}
          // Ranks close up at once when a movie above has left.
          rank={place + 1}
          move={moves.get(recommendation.movie.id)}
          wishes={wishes}
          undoable={undoable}
          onTell={(kind) => tell(kind, recommendation.movie.id)}
          open={recommendation.movie.id === open?.id ? open.panel : null}
          onOpen={(panel) => setOpen(panel === null ? null : { id: recommendation.movie.id, panel })}
        />
      ))}
    </ol>
  )
}
