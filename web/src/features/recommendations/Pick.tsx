import { useId, useRef } from 'react'
import type { FeedbackKind, Recommendation, Wishes } from '@/api/types'
import type { Undoable } from '@/features/ratings'
import { AlikePanel } from '@/features/similar'
import { WhyPanel } from '@/features/why'
import { Poster } from '@/ui/Poster'
import { movieFacts } from '@/ui/movieText'
import { predictedRange, predictedText } from '@/ui/predictedText'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import { PickActions, type PickPanel } from './PickActions'
import styles from './RecommendationList.module.css'
import { text } from './listText'
import { type Move, moveText } from './moves'
import { reasonText } from './reasonText'

type Props = {
  recommendation: Recommendation
  rank: number
  move: Move | undefined
  wishes: Wishes
  undoable: Undoable
  onTell: (kind: FeedbackKind) => void
  open: PickPanel | null
  onOpen: (panel: PickPanel | null) => void
}

/** A recommended movie. Its panel is a separate cell of the grid, as wide as the page, under the row of its card. */
export function Pick({ recommendation, rank, move, wishes, undoable, onTell, open, onOpen }: Props) {
  const { movie, reason, predicted_stars: predicted } = recommendation
  const panelId = useId()
  const card = useRef<HTMLDivElement>(null)
  const isLead = rank === 1 || undefined

  function close() {
    card.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus()
    onOpen(null)
  }

  return (
    // Escape closes the panel from its card, too; each control within works by itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={styles.cell}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open !== null) close()
      }}
    >
      <div ref={card} className={styles.pick} data-lead={isLead} data-flip={movie.id}>
        <div className={styles.poster}>
          <Poster movie={movie} lazy={rank > 6} />
        </div>
        <span className={styles.rank}>
          {rank}
          {move !== undefined && <MoveMark move={move} />}
        </span>
        <div className={styles.words}>
          <h2 className={styles.title}>{movie.title}</h2>
          <p className={styles.facts}>{movieFacts(movie)}</p>
          <p className={styles.reason}>{reasonText(reason)}</p>
          <p className={styles.predicted} title={predictedRange(predicted)}>
            {predictedText(predicted)}
            <VisuallyHidden>. {predictedRange(predicted)}</VisuallyHidden>
          </p>
          <PickActions movie={movie} panelId={panelId} undoable={undoable} onTell={onTell} open={open} onOpen={onOpen} />
        </div>
      </div>
      {open !== null && (
        <div className={styles.panel} data-lead={isLead}>
          {open === 'why' ? (
            <WhyPanel id={panelId} recommendation={recommendation} wishes={wishes} onClose={close} />
          ) : (
            <AlikePanel id={panelId} movie={movie} undoable={undoable} onClose={close} />
          )}
        </div>
      )}
    </li>
  )
}

function MoveMark({ move }: { move: Move }) {
  const sign = move === 'new' ? text.newMark : `${move > 0 ? '▲' : '▼'} ${Math.abs(move)}`
  return (
    <span className={styles.move} data-way={move === 'new' ? 'new' : move > 0 ? 'up' : 'down'}>
      <span aria-hidden="true">{sign}</span>
      <VisuallyHidden>, {moveText(move)}</VisuallyHidden>
    </span>
  )
}
