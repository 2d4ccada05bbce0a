import type { ProposedRow } from '@/api/types'
import { movieName } from '@/ui/movieText'
import choice from './Choice.module.css'
import styles from './Findings.module.css'
import { text } from './importText'
import { placeOf } from './proposals'
import { doubtText, written } from './rowsText'

type Props = {
  rows: readonly ProposedRow[]
  /** Places of the rows that the visitor does not want. */
  refused: ReadonlySet<string>
  onRefused: (refused: ReadonlySet<string>) => void
}

/** Rows that may mean another movie, each with a tick that can be taken away. */
export function Proposals({ rows, refused, onRefused }: Props) {
  return (
    <details className={styles.more} open>
      <summary>{text.proposed(rows.length)}</summary>
      <ul>
        {rows.map(({ file, row, title, year, movie, reason }) => (
          <li key={placeOf({ file, row })}>
            <label className={choice.choice}>
              <input
                type="checkbox"
                checked={!refused.has(placeOf({ file, row }))}
                onChange={({ currentTarget }) => onRefused(toggled(refused, placeOf({ file, row }), !currentTarget.checked))}
              />
              <span>
                {written(title, year)} <span aria-hidden="true">→</span> {text.takenAs} <strong>{movieName(movie)}</strong>:{' '}
                {doubtText(reason)}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}

function toggled(rows: ReadonlySet<string>, row: string, isIn: boolean): ReadonlySet<string> {
  const others = [...rows].filter((other) => other !== row)
  return new Set(isIn ? [...others, row] : others)
}
