import { Link } from '@tanstack/react-router'
import { FeedbackChoice } from '@/features/feedback'
import { StartOver, useRatings } from '@/features/ratings'
import { importLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import styles from './MyDataView.module.css'
import { ThemeChoice } from './ThemeChoice'
import { exportCsv, exportJson } from './exports'
import { forgetStored } from './forget'
import { text } from './mydataText'
import { saveFile } from './saveFile'

/** What this browser keeps, with export, import and deletion; and how the page looks. */
export function MyDataView() {
  const { progress } = useRatings()
  const { ratings, seen, watchlist, dismissed, skipped } = progress
  const counts = [
    [ratings.length, text.rated],
    [seen.length, text.seen],
    [watchlist.length, text.toWatch],
    [dismissed.length, text.dismissed],
    [skipped.length, text.skipped],
  ] as const
  const hasAny = counts.some(([count]) => count > 0)

  return (
    <div className={styles.view}>
      <h1 className={styles.title}>{text.title}</h1>
      <p className={styles.lead}>{text.lead}</p>
      <dl className={styles.counts}>
        {counts.map(([count, name]) => (
          <div key={name} className={styles.count}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <section className={styles.section} aria-labelledby="take">
        <h2 id="take">{text.take}</h2>
        <p className={styles.words}>{text.takeWhat}</p>
        <div className={styles.buttons}>
          <Button
            disabled={!hasAny}
            onClick={() => saveFile('cinephile.json', 'application/json', exportJson(progress, new Date()))}
          >
            {text.saveJson}
          </Button>
          <Button disabled={ratings.length === 0} onClick={() => saveFile('cinephile-ratings.csv', 'text/csv', exportCsv(progress))}>
            {text.saveCsv}
          </Button>
          <Link {...importLink} className={buttonClass('outline')}>
            {text.bring}
          </Link>
        </div>
      </section>
      <ThemeChoice />
      <FeedbackChoice />
      <section className={styles.section} aria-labelledby="forget">
        <h2 id="forget">{text.forget}</h2>
        <p className={styles.words}>{text.forgetWhat}</p>
        <div className={styles.buttons}>
          {hasAny ? (
            <StartOver look="outline" label={text.delete} onForget={() => forgetStored(() => window.localStorage)} />
          ) : (
            <p className={styles.words}>{text.nothing}</p>
          )}
        </div>
      </section>
    </div>
  )
}
