import type { ReactNode } from 'react'
import type { ImportReport, ImportedRating } from '@/api/types'
import { Poster } from '@/ui/Poster'
import { starsNumber, starsSpoken } from '@/ui/starsText'
import styles from './Findings.module.css'
import { text } from './importText'
import { missText, missesByReason, noteText, written } from './rowsText'

/** Number of newest ratings that are listed; the rest is only counted. */
const N_PREVIEWED = 12

type Props = {
  report: ImportReport
  ratings: ImportedRating[]
  nListed: number
  /** What the visitor is asked about the rows. */
  children: ReactNode
}

/** Shows what was understood of a file, and what was left out and why. */
export function Findings({ report, ratings, nListed, children }: Props) {
  return (
    <div className={styles.findings}>
      {ratings.length > 0 && <Newest ratings={ratings} />}
      {report.notes.map(({ code, detail }) => (
        <p key={code} className={styles.note}>
          {noteText(code, detail)}
        </p>
      ))}
      {nListed > 0 && ratings.length > 0 && <p className={styles.note}>{text.listed(nListed)}</p>}
      {children}
      {report.files.length > 0 && (
        <details className={styles.more}>
          <summary>{text.files}</summary>
          <ul>
            {report.files.map(({ name, n_rows, skipped }, place) => (
              <li key={`${place} ${name}`}>
                {name}: {skipped === null ? text.fileRows(n_rows) : `${text.notRead} ${skipped}`}
              </li>
            ))}
          </ul>
        </details>
      )}
      {report.unmatched.length > 0 && (
        <details className={styles.more}>
          <summary>{text.unmatched(report.n_unmatched)}</summary>
          {missesByReason(report.unmatched).map(({ reason, misses }) => (
            <section key={reason}>
              <h3>{missText(reason)}</h3>
              <ul>
                {misses.map(({ file, row, title, year, detail }) => (
                  <li key={`${file}:${row}`}>
                    {title === '' ? text.row(row) : written(title, year)} <span className={styles.detail}>{detail}</span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <Cut told={report.unmatched.length} of={report.n_unmatched} />
        </details>
      )}
    </div>
  )
}

function Newest({ ratings }: { ratings: ImportedRating[] }) {
  return (
    <ul className={styles.newest} aria-label={text.newest}>
      {ratings.slice(0, N_PREVIEWED).map(({ movie, stars }) => (
        <li key={movie.id}>
          <Poster movie={movie} />
          <p className={styles.movie}>{movie.title}</p>
          <p className={styles.stars} role="img" aria-label={starsSpoken(stars)}>
            {starsNumber(stars)}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** The API only reports the first 200. */
function Cut({ told, of }: { told: number; of: number }) {
  return told < of ? <p className={styles.note}>{text.more(of - told)}</p> : null
}
