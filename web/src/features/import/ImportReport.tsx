import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ImportResult } from '@/api/types'
import { useRatings } from '@/features/ratings'
import { homeLink, recommendationsLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import { Findings } from './Findings'
import styles from './ImportReport.module.css'
import { counted, serviceName } from './importText'
import { type Merge, applyMerge, planMerge, undoMerge } from './merge'

type Props = { result: ImportResult; name: string }

/** What a file holds, and the button that adds it; then the way back. */
export function ImportReport({ result: { report, ratings, listed }, name }: Props) {
  const { progress, update } = useRatings()
  const [isFileRight, setIsFileRight] = useState(false)
  const [done, setDone] = useState<Merge | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const plan = planMerge(progress, ratings, isFileRight)
  const nDiffering = plan.nKept + plan.replaced.length
  const nToAdd = plan.added.length + plan.replaced.length

  useEffect(() => heading.current?.focus(), [])

  function add() {
    update((now) => applyMerge(now, plan))
    setDone(plan)
    heading.current?.focus()
  }

  function undo() {
    if (done !== null) update((now) => undoMerge(now, done))
    setDone(null)
    heading.current?.focus()
  }

  return (
    <section className={styles.report} aria-labelledby="found">
      <h2 id="found" ref={heading} tabIndex={-1} className={styles.title}>
        {done === null ? foundText(ratings.length, report.service) : `${counted(done.added.length + done.replaced.length, 'rating')} added`}
      </h2>
      {done === null ? (
        <>
          <p className={styles.facts}>
            {name}: {counted(report.n_rows, 'row')}, {counted(report.n_matched, 'match', 'matches')},{' '}
            {counted(report.n_unmatched, 'row')} left out.
            {plan.nSame > 0 && ` ${counted(plan.nSame, 'rating')} you have here already.`}
            {plan.nOver > 0 && ` The oldest ${counted(plan.nOver, 'rating')} are too many to keep.`}
          </p>
          {ratings.length === 0 && <NoStars nListed={listed.length} />}
          {nDiffering > 0 && (
            <label className={styles.choice}>
              <input type="checkbox" checked={isFileRight} onChange={(event) => setIsFileRight(event.currentTarget.checked)} />
              {counted(nDiffering, 'movie')} you have given other stars here: take the file’s
            </label>
          )}
          {nToAdd > 0 ? (
            <Button look="filled" onClick={add}>
              Add {counted(nToAdd, 'rating')}
            </Button>
          ) : (
            <Link {...homeLink} className={buttonClass('outline')}>
              Rate some movies
            </Link>
          )}
          <Findings report={report} ratings={ratings} nListed={listed.length} />
        </>
      ) : (
        <div className={styles.ways}>
          <Link {...recommendationsLink()} className={buttonClass('filled')}>
            See recommendations
          </Link>
          <Button onClick={undo}>Undo</Button>
        </div>
      )}
    </section>
  )
}

function foundText(nRatings: number, service: string): string {
  if (nRatings === 0) return `No stars in this ${serviceName(service)} file`
  return `${counted(nRatings, 'rating')} found from ${serviceName(service)}`
}

/** A history or a watchlist says what was seen, not how it was liked. */
function NoStars({ nListed }: { nListed: number }) {
  return (
    <p className={styles.facts}>
      {nListed > 0
        ? `It tells of ${counted(nListed, 'movie')} you saw or want to see, but not how you liked them. Choose the file with your ratings, or rate some by hand.`
        : 'None of its movies is here. Choose another file, or rate some movies by hand.'}
    </p>
  )
}
