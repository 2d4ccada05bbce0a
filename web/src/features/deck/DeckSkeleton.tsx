import shimmer from '@/ui/Shimmer.module.css'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import card from './DeckCard.module.css'
import styles from './DeckSkeleton.module.css'
import { text } from './deckText'
import stage from './PosterStage.module.css'

/** The deck's shape while its first cards are on their way; not shown when they are quick. */
export function DeckSkeleton() {
  return (
    <div className={`${card.card} ${shimmer.late}`}>
      <VisuallyHidden role="status">{text.loading}</VisuallyHidden>
      <div className={stage.stage} aria-hidden="true">
        <div className={`${shimmer.block} ${styles.poster}`} />
      </div>
      <div className={card.words} aria-hidden="true">
        <div className={`${shimmer.block} ${styles.title}`} />
        <div className={`${shimmer.block} ${styles.facts}`} />
        <div className={`${shimmer.block} ${styles.stars}`} />
      </div>
    </div>
  )
}
