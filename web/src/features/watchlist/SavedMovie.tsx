import type { Movie } from '@/api/types'
import { type Undoable, rate, unsave } from '@/features/ratings'
import { IconButton } from '@/ui/IconButton'
import { Poster } from '@/ui/Poster'
import { StarRating } from '@/ui/StarRating'
import { movieFacts, movieName } from '@/ui/movieText'
import { starsText } from '@/ui/starsText'
import styles from './WatchlistView.module.css'
import { text } from './watchlistText'

/** A movie on the watchlist, to be rated after watching or taken off. */
export function SavedMovie({ movie, undoable }: { movie: Movie; undoable: Undoable }) {
  const { title } = movie
  return (
    <li className={styles.card}>
      <Poster movie={movie} />
      <div className={styles.head}>
        <div>
          <h2 className={styles.name}>{title}</h2>
          <p className={styles.facts}>{movieFacts(movie)}</p>
        </div>
        <IconButton
          icon="close"
          label={text.takeOff(title)}
          hint={text.takeOffHint}
          onClick={() => undoable.act(movie, text.takenOff(title), (now) => unsave(now, movie.id))}
        />
      </div>
      <p className={styles.ask}>{text.ask}</p>
      <StarRating
        label={text.rate(movieName(movie))}
        value={null}
        confirmKeys
        onRate={(stars) => undoable.act(movie, text.rated(title, starsText(stars)), (now) => rate(now, movie, stars))}
      />
    </li>
  )
}
