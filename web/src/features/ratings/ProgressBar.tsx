import { Link } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { recommendationsLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Poster } from '@/ui/Poster'
import styles from './ProgressBar.module.css'
import { ENOUGH_RATINGS, basisText, progressText } from './progressText'
import { text } from './ratingsText'
import { useCurve } from './useCurve'
import { useRatings } from './useRatings'

/** The visitor's progress, as a strip of film that fills up, and the link to the list. */
export function ProgressBar() {
  // The next card is rendered first, since the visitor looks at it.
  const progress = useDeferredValue(useRatings().progress)
  const nRated = progress.ratings.length
  const nSeen = progress.seen.length
  const curve = useCurve()
  const frames = progress.ratings.slice(-ENOUGH_RATINGS)

  return (
    <section className={styles.bar} aria-label={text.progress}>
      <div className={styles.inner}>
        <div className={styles.strip} aria-hidden="true">
          {Array.from({ length: ENOUGH_RATINGS }, (_, place) => {
            const rating = frames[place]
            return (
              <span key={rating?.movie.id ?? `empty-${place}`} className={styles.cell}>
                {rating && <Poster movie={rating.movie} lazy={false} />}
              </span>
            )
          })}
        </div>
        <p className={styles.text} role="status" title={curve === null ? undefined : basisText(curve)}>
          {nRated === 0 && nSeen > 0 ? text.onlySeen(nSeen) : progressText(nRated, curve)}
        </p>
        {nRated + nSeen === 0 ? (
          <Button look="filled" disabled>
            {text.recommendations}
          </Button>
        ) : (
          <Link {...recommendationsLink()} className={buttonClass('filled')}>
            {text.recommendations} <Icon name="next" />
          </Link>
        )}
      </div>
    </section>
  )
}
