import { useQueries, useQuery } from '@tanstack/react-query'
import { comparisonQuery, modelsQuery } from '@/api/queries'
import { isAnything } from '@/api/said'
import type { Model } from '@/api/types'
import { readCompareSearch } from '@/compareSearch'
import { NoRatingsYet, RatingsError, excludedIds, said, useRatings } from '@/features/ratings'
import { compareLink } from '@/paths'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { modelTitle } from '@/ui/modelsText'
import { toggled } from '@/ui/toggled'
import shimmer from '@/ui/Shimmer.module.css'
import { useSearchChange } from '@/useSearchChange'
import styles from './CompareView.module.css'
import { SideColumn } from './SideColumn'
import { text } from './compareText'
import { chosenAlgorithms, isComparable, overlapText, sidesOf } from './sides'

/** Two to four models on the same ratings: what they share, and what only one of them has. The address holds the choice. */
export function CompareView({ named }: { named: string | undefined }) {
  const { progress } = useRatings()
  const models = useQuery(modelsQuery())
  if (!isAnything(said(progress))) return <NoRatingsYet />
  if (models.error) return <ErrorMessage error={models.error} onRetry={() => void models.refetch()} />
  const known = models.data?.models ?? []
  const chosen = chosenAlgorithms(named, known)

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <h1 className={styles.title}>{text.title}</h1>
        <p className={styles.lead}>{text.lead(said(progress))}</p>
      </header>
      <ModelChoice known={known} chosen={chosen} />
      {chosen.length >= 2 ? <Columns chosen={chosen} known={known} /> : <ColumnsSkeleton />}
    </div>
  )
}

function ModelChoice({ known, chosen }: { known: Model[]; chosen: string[] }) {
  const change = useSearchChange(compareLink, readCompareSearch)
  const toggle = (algorithm: string) =>
    change((now) => {
      const next = toggled(chosenAlgorithms(now.models, known), algorithm)
      return isComparable(next) ? { models: next.join(',') } : now
    })
  return (
    <ul className={styles.choices} aria-label={text.models}>
      {known.map(({ algorithm, title }) => {
        const isChosen = chosen.includes(algorithm)
        return (
          <li key={algorithm}>
            <button
              type="button"
              role="switch"
              aria-checked={isChosen}
              className={styles.choice}
              disabled={!isComparable(toggled(chosen, algorithm))}
              onClick={() => toggle(algorithm)}
            >
              {modelTitle({ algorithm, title })}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function Columns({ chosen, known }: { chosen: string[]; known: Model[] }) {
  const { progress } = useRatings()
  const [first = '', ...others] = chosen
  const answers = useQueries({
    queries: others.map((other) => comparisonQuery(said(progress), [first, other], excludedIds(progress))),
  })
  const failed = answers.find(({ error }) => error !== null)
  if (failed !== undefined) return <RatingsError error={failed.error} onRetry={() => void failed.refetch()} />
  const comparisons = answers.flatMap(({ data }) => (data === undefined ? [] : [data]))
  if (comparisons.length < others.length) return <ColumnsSkeleton />

  const sides = sidesOf(comparisons)
  return (
    <>
      <p className={styles.overlap} role="status">
        {overlapText(sides)}
      </p>
      {/* A region that scrolls takes the focus, so that the keyboard can scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.columns} role="group" aria-label={text.lists} tabIndex={0}>
        {sides.map((side, place) => (
          <SideColumn
            key={side.algorithm}
            side={side}
            nSides={sides.length}
            model={known.find(({ algorithm }) => algorithm === side.algorithm)}
            other={known.find(({ algorithm }) => algorithm === (place === 0 ? others[0] : first))}
          />
        ))}
      </div>
    </>
  )
}

function ColumnsSkeleton() {
  return (
    <div className={`${styles.columns} ${shimmer.late}`} role="status" aria-label={text.loading}>
      {Array.from({ length: 2 }, (_, place) => (
        <div key={place} className={`${shimmer.block} ${styles.ghost}`} />
      ))}
    </div>
  )
}
