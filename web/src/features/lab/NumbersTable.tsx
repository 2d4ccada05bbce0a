import { VisuallyHidden } from '@/ui/VisuallyHidden'
import styles from './NumbersTable.module.css'
import { text } from './chartsText'

export type Column<Row> = { head: string; cell: (row: Row) => string; isText?: boolean }

type Props<Row> = { caption: string; columns: Column<Row>[]; rows: Row[] }

/** Every number of a chart as a table, for screen readers, for keyboards and for copying. */
export function NumbersTable<Row>({ caption, columns, rows }: Props<Row>) {
  return (
    <details className={styles.numbers}>
      <summary className={styles.summary}>
        {text.numbers}
        <VisuallyHidden> {text.numbersOf(caption)}</VisuallyHidden>
      </summary>
      {/* A region that scrolls takes the focus, so that the keyboard can scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} role="group" aria-label={text.table(caption)} tabIndex={0}>
        <table className={styles.table}>
          {/* Said, not shown: the chart above says what the numbers are of. */}
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              {columns.map(({ head, isText }) => (
                <th key={head} scope="col" data-text={isText}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={place}>
                {columns.map(({ head, cell, isText }, at) =>
                  at === 0 ? (
                    <th key={head} scope="row" data-text={isText}>
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={head} data-text={isText}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
