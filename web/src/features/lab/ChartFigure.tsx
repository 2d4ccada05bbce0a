import type { ReactNode } from 'react'
import styles from './ChartFigure.module.css'
import { type Column, NumbersTable } from './NumbersTable'

type Props<Row> = {
  title: string
  /** What a learner should see in it, in a paragraph. */
  explanation: ReactNode
  /** What this data shows, in a sentence beside the chart, so that nobody has to work it out. */
  finding?: ReactNode
  /** Choices above the chart. */
  controls?: ReactNode
  columns: Column<Row>[]
  rows: Row[]
  children: ReactNode
}

/** A chart with its heading, its explanation and all its numbers as a table. */
export function ChartFigure<Row>({ title, explanation, finding, controls, columns, rows, children }: Props<Row>) {
  return (
    <section className={styles.figure} aria-label={title}>
      <div className={styles.words}>
        <h3 className={styles.title}>{title}</h3>
        <p className={styles.explanation}>{explanation}</p>
        {finding !== undefined && <p className={styles.finding}>{finding}</p>}
      </div>
      <div className={styles.chart}>
        {controls}
        {children}
        <NumbersTable caption={title} columns={columns} rows={rows} />
      </div>
    </section>
  )
}
