import { VisuallyHidden } from '@mantine/core'
import card from './DeckCard.module.css'
import styles from './DeckSkeleton.module.css'
import stage from './PosterStage.module.css'

/** The deck's shape while its first cards are on their way; not shown when they are quick. */
export function DeckSkeleton() {
  return (
    <div className={`${card.card} ${styles.late}`}>
      <VisuallyHidden role="status">Getting movies to rate</VisuallyHidden>
      <div className={stage.stage} aria-hidden="true">
        <div className={styles.poster} />
      </div>
      <div className={card.words} aria-hidden="true">
        <div className={styles.title} />
        <div className={styles.facts} />
        <div className={styles.stars} />
      </div>
    </div>
  )
}
