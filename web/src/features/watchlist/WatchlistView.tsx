import { Link } from '@tanstack/react-router'
import { UndoNote, readmit, useRatings, useUndoable } from '@/features/ratings'
import { recommendationsLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import { Message } from '@/ui/Message'
import { movieFacts } from '@/ui/movieText'
import { SavedMovie } from './SavedMovie'
import styles from './WatchlistView.module.css'

/** What is to be watched, newest first, and what is not to be shown again. All of it is kept in this browser. */
export function WatchlistView() {
  const { progress } = useRatings()
  const undoable = useUndoable()
  const saved = progress.watchlist.toReversed()
  const dismissed = progress.dismissed.toReversed()

  return (
    <div className={styles.view}>
      {saved.length === 0 ? (
        <Message
          level={1}
          title="Nothing on your watchlist yet"
          action={
            <Link {...recommendationsLink()} className={buttonClass('filled')}>
              See recommendations
            </Link>
          }
        >
          <p>Press the bookmark under a movie you want to see, and it waits for you here.</p>
        </Message>
      ) : (
        <>
          <h1 className={styles.title}>Your watchlist</h1>
          <p className={styles.note}>
            {saved.length === 1 ? 'One movie waits' : `${saved.length} movies wait`} for you, in this browser. Rate one
            once you have seen it, and your list learns from it.
          </p>
          <ul className={styles.grid} aria-label="Movies to watch">
            {saved.map((movie) => (
              <SavedMovie key={movie.id} movie={movie} undoable={undoable} />
            ))}
          </ul>
        </>
      )}
      {dismissed.length > 0 && (
        <section className={styles.dismissed} aria-labelledby="dismissed">
          <h2 id="dismissed" className={styles.subtitle}>
            Not for you
          </h2>
          <p className={styles.note}>These are not recommended again.</p>
          <ul className={styles.rows}>
            {dismissed.map((movie) => (
              <li key={movie.id} className={styles.row}>
                <p className={styles.name}>
                  {movie.title} <span className={styles.facts}>{movieFacts(movie)}</span>
                </p>
                <Button
                  aria-label={`Put back: ${movie.title}`}
                  onClick={() =>
                    undoable.act(movie, `${movie.title} may be shown again.`, (now) => readmit(now, movie.id))
                  }
                >
                  Put back
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <UndoNote undoable={undoable} />
    </div>
  )
}
