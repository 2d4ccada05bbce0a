import type { Movie } from '@/api/types'
import { type Undoable, rate, unsave } from '@/features/ratings'
import { IconButton } from '@/ui/IconButton'
import { Poster } from '@/ui/Poster'
import { StarRating } from '@/ui/StarRating'
import { movieFacts, movieName } from '@/ui/movieText'
import { starsText } from '@/ui/starsText'
import styles from './WatchlistView.module.css'

/** A movie to watch: rated once it was, or taken off. */
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
          label={`Take off the watchlist: ${title}`}
          hint="Take off"
          onClick={() => undoable.act(movie, `${title} is off your watchlist.`, (now) => unsave(now, movie.id))}
        />
      </div>
      <p className={styles.ask}>Seen it? Rate it</p>
      <StarRating
        label={`Your stars for ${movieName(movie)}`}
        value={null}
        confirmKeys
        onRate={(stars) => undoable.act(movie, `${title}: ${starsText(stars)}.`, (now) => rate(now, movie, stars))}
      />
    </li>
  )
}
