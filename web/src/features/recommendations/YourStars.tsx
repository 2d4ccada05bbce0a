import { useId, useState } from 'react'
import { rate, useRatings } from '@/features/ratings'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { Poster } from '@/ui/Poster'
import { StarRating } from '@/ui/StarRating'
import { movieName } from '@/ui/movieText'
import styles from './YourStars.module.css'
import { text } from './listText'

/** Number of newest ratings to show: nobody looks through more. All of them are listed beside the deck. */
const N_SHOWN = 30

/** The visitor's own stars beside the list that they produce: changing one shows its effect. */
export function YourStars() {
  const { progress, update } = useRatings()
  const [isOpen, setOpen] = useState(true)
  const id = useId()
  const newestFirst = progress.ratings.toReversed().slice(0, N_SHOWN)

  return (
    <section className={styles.stars} aria-label={text.yourStars}>
      <Button look="quiet" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {text.yourStars}
        <span className={styles.sign} aria-hidden="true">
          <Icon name="more" size={16} />
        </span>
      </Button>
      {isOpen && (
        <ul id={id} className={styles.row} aria-label={text.yourStarsHint}>
          {newestFirst.map(({ movie, stars }) => (
            <li key={movie.id} className={styles.card}>
              <div className={styles.poster}>
                <Poster movie={movie} />
              </div>
              <div className={styles.words}>
                <p className={styles.title}>{movie.title}</p>
                <StarRating
                  label={text.starsFor(movieName(movie))}
                  value={stars}
                  onRate={(next) => update((now) => rate(now, movie, next))}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
