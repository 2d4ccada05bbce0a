import { Link } from '@tanstack/react-router'
import { memo, useDeferredValue, useState } from 'react'
import { importLink } from '@/paths'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Poster } from '@/ui/Poster'
import { StarRating } from '@/ui/StarRating'
import { movieName } from '@/ui/movieText'
import { type Rating, rate, unrate } from './progress'
import { HowItWorks } from './HowItWorks'
import styles from './RatingsPanel.module.css'
import { StartOver } from './StartOver'
import { text } from './ratingsText'
import { useRatings, useUpdateRatings } from './useRatings'

/** More rows than these are only shown on request: an import brings hundreds. */
const N_SHOWN = 40

/** The ratings so far, newest first; each can be changed or removed. */
export function RatingsPanel() {
  // The next card is rendered first, since the visitor looks at it.
  const progress = useDeferredValue(useRatings().progress)
  const [isWhole, setWhole] = useState(false)
  const newestFirst = progress.ratings.toReversed()
  const shown = isWhole ? newestFirst : newestFirst.slice(0, N_SHOWN)

  return (
    <section className={styles.panel} aria-labelledby="your-ratings">
      <header className={styles.head}>
        <h2 id="your-ratings" tabIndex={-1} className={styles.title}>
          {newestFirst.length === 0 ? text.how : text.yourRatings(newestFirst.length)}
        </h2>
        {newestFirst.length + progress.skipped.length + progress.seen.length > 0 && <StartOver />}
      </header>
      {newestFirst.length === 0 ? (
        <HowItWorks />
      ) : (
        <ul className={styles.list}>
          {shown.map((rating) => (
            <RatingRow key={rating.movie.id} rating={rating} />
          ))}
        </ul>
      )}
      {shown.length < newestFirst.length && (
        <Button onClick={() => setWhole(true)}>{text.all(newestFirst.length)}</Button>
      )}
      {progress.seen.length > 0 && <p className={styles.elsewhere}>{text.alsoSeen(progress.seen.length)}</p>}
      <p className={styles.elsewhere}>
        {text.elsewhere} <Link {...importLink}>{text.bring}</Link> {text.fromServices}
      </p>
    </section>
  )
}

const RatingRow = memo(function RatingRow({ rating: { movie, stars } }: { rating: Rating }) {
  const update = useUpdateRatings()

  function remove() {
    update((progress) => unrate(progress, movie.id))
    // The button left with its row, so the focus goes to the list's heading.
    document.getElementById('your-ratings')?.focus({ preventScroll: true })
  }

  return (
    <li className={styles.row}>
      <div className={styles.poster}>
        <Poster movie={movie} />
      </div>
      <div className={styles.words}>
        <p className={styles.movie}>
          {movie.title} {movie.year !== null && <span className={styles.year}>{movie.year}</span>}
        </p>
        <StarRating
          label={text.starsFor(movieName(movie))}
          value={stars}
          onRate={(next) => update((progress) => rate(progress, movie, next))}
        />
      </div>
      <Button look="quiet" aria-label={text.remove(movieName(movie))} onClick={remove}>
        <Icon name="close" size={18} />
      </Button>
    </li>
  )
})
