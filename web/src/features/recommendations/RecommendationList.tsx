import { VisuallyHidden } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import type { Recommendation, Wishes } from '@/api/types'
import { WhyPanel } from '@/features/why'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Poster } from '@/ui/Poster'
import { movieFacts } from '@/ui/movieText'
import { predictedRange, predictedText } from '@/ui/predictedText'
import styles from './RecommendationList.module.css'
import { reasonText } from './reasonText'

type Props = {
  list: Recommendation[]
  wishes: Wishes
  /** Whether the answer to the present question is still on its way. */
  isOutdated: boolean
}

/** The picks, best first; the first one leads the page. One at a time can be asked why it is there. */
export function RecommendationList({ list, wishes, isOutdated }: Props) {
  const [openId, setOpenId] = useState<number | null>(null)
  return (
    <ol className={styles.list} aria-label="Recommended movies" aria-busy={isOutdated}>
      {list.map((recommendation) => (
        <Pick
          key={recommendation.movie.id}
          recommendation={recommendation}
          wishes={wishes}
          isOpen={recommendation.movie.id === openId}
          onOpen={(isOpen) => setOpenId(isOpen ? recommendation.movie.id : null)}
        />
      ))}
    </ol>
  )
}

type PickProps = {
  recommendation: Recommendation
  wishes: Wishes
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
}

/** Its panel is a cell of the grid of its own, as wide as the page: it comes under the row that its card stands in. */
function Pick({ recommendation, wishes, isOpen, onOpen }: PickProps) {
  const { rank, movie, reason, predicted_stars: predicted } = recommendation
  const panelId = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const isLead = rank === 1 || undefined

  function close() {
    onOpen(false)
    opener.current?.focus()
  }

  return (
    <li className={styles.cell}>
      <div className={styles.pick} data-lead={isLead} data-open={isOpen || undefined}>
        <div className={styles.poster}>
          <Poster movie={movie} lazy={rank > 6} />
        </div>
        <span className={styles.rank}>{rank}</span>
        <div className={styles.words}>
          <h2 className={styles.title}>{movie.title}</h2>
          <p className={styles.facts}>{movieFacts(movie)}</p>
          <p className={styles.reason}>{reasonText(reason)}</p>
          <p className={styles.predicted} title={predictedRange(predicted)}>
            {predictedText(predicted)}
            <VisuallyHidden component="span">. {predictedRange(predicted)}</VisuallyHidden>
          </p>
          <div className={styles.why}>
            <Button
              ref={opener}
              aria-label={`Why ${movie.title}?`}
              aria-expanded={isOpen}
              aria-controls={panelId}
              onClick={() => onOpen(!isOpen)}
            >
              Why?
              <span className={styles.sign} aria-hidden="true">
                <Icon name="more" size={16} />
              </span>
            </Button>
          </div>
        </div>
      </div>
      {isOpen && (
        <div className={styles.panel} data-lead={isLead}>
          <WhyPanel id={panelId} recommendation={recommendation} wishes={wishes} onClose={close} />
        </div>
      )}
    </li>
  )
}
