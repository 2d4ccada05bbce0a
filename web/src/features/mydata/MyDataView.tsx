import { Link } from '@tanstack/react-router'
import { FeedbackChoice } from '@/features/feedback'
import { StartOver, useRatings } from '@/features/ratings'
import { importLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import styles from './MyDataView.module.css'
import { ThemeChoice } from './ThemeChoice'
import { exportCsv, exportJson } from './exports'
import { forgetStored } from './forget'
import { saveFile } from './saveFile'

/** What this browser keeps, out and in, and gone for good; and how the page looks. */
export function MyDataView() {
  const { progress } = useRatings()
  const { ratings, watchlist, dismissed, skipped } = progress
  const counts = [
    [ratings.length, 'rated'],
    [watchlist.length, 'to watch'],
    [dismissed.length, 'not for you'],
    [skipped.length, 'not seen'],
  ] as const
  const hasAny = counts.some(([count]) => count > 0)

  return (
    <div className={styles.view}>
      <h1 className={styles.title}>My data</h1>
      <p className={styles.lead}>
        All of it is in this browser and nowhere else. Ratings are sent to compute a list and forgotten with the answer. There
        is no account, and nobody follows you around.
      </p>
      <dl className={styles.counts}>
        {counts.map(([count, name]) => (
          <div key={name} className={styles.count}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <section className={styles.section} aria-labelledby="take">
        <h2 id="take">Take it with you</h2>
        <p className={styles.words}>
          The whole as JSON, which “Bring your ratings” reads again, here or in another browser; or the ratings as a table that
          Letterboxd imports.
        </p>
        <div className={styles.buttons}>
          <Button
            disabled={!hasAny}
            onClick={() => saveFile('cinephile.json', 'application/json', exportJson(progress, new Date()))}
          >
            Save everything (JSON)
          </Button>
          <Button disabled={ratings.length === 0} onClick={() => saveFile('cinephile-ratings.csv', 'text/csv', exportCsv(progress))}>
            Save the ratings (CSV)
          </Button>
          <Link {...importLink} className={buttonClass('outline')}>
            Bring your ratings
          </Link>
        </div>
      </section>
      <ThemeChoice />
      <FeedbackChoice />
      <section className={styles.section} aria-labelledby="forget">
        <h2 id="forget">Forget it</h2>
        <p className={styles.words}>Ratings, watchlist and everything else you said, once and for all. We keep no copy.</p>
        <div className={styles.buttons}>
          {hasAny ? (
            <StartOver look="outline" label="Delete my data" onForget={() => forgetStored(() => window.localStorage)} />
          ) : (
            <p className={styles.words}>There is nothing to delete.</p>
          )}
        </div>
      </section>
    </div>
  )
}
