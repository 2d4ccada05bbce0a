import { Link } from '@tanstack/react-router'
import { UndoNote, readmit, useRatings, useUndoable } from '@/features/ratings'
import { recommendationsLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import { Message } from '@/ui/Message'
import { movieFacts } from '@/ui/movieText'
import { SavedMovie } from './SavedMovie'
import styles from './WatchlistView.module.css'
import { text } from './watchlistText'

/** The watchlist, newest first, and the movies that are not to be shown again. This browser keeps both. */
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
          title={text.none}
          action={
            <Link {...recommendationsLink()} className={buttonClass('filled')}>
              {text.recommendations}
            </Link>
          }
        >
          <p>{text.noneHelp}</p>
        </Message>
      ) : (
        <>
          <h1 className={styles.title}>{text.title}</h1>
          <p className={styles.note}>{text.lead(saved.length)}</p>
          <ul className={styles.grid} aria-label={text.list}>
            {saved.map((movie) => (
              <SavedMovie key={movie.id} movie={movie} undoable={undoable} />
            ))}
          </ul>
        </>
      )}
      {dismissed.length > 0 && (
        <section className={styles.dismissed} aria-labelledby="dismissed">
          <h2 id="dismissed" className={styles.subtitle}>
            {text.dismissed}
          </h2>
          <p className={styles.note}>{text.dismissedNote}</p>
          <ul className={styles.rows}>
            {dismissed.map((movie) => (
              <li key={movie.id} className={styles.row}>
                <p className={styles.name}>
                  {movie.title} <span className={styles.facts}>{movieFacts(movie)}</span>
                </p>
                <Button
                  aria-label={text.putBackOf(movie.title)}
                  onClick={() => undoable.act(movie, text.isBack(movie.title), (now) => readmit(now, movie.id))}
                >
                  {text.putBack}
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
