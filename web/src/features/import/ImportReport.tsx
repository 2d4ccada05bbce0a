import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ImportResult } from '@/api/types'
import { useRatings } from '@/features/ratings'
import { homeLink, recommendationsLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import { Findings } from './Findings'
import styles from './ImportReport.module.css'
import { text } from './importText'
import { type Merge, applyMerge, planMerge, undoMerge } from './merge'

type Props = { result: ImportResult; name: string }

/** Shows what a file holds, with a button that adds it and then one that takes it back. */
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
        {done === null ? foundText(ratings.length, report.service) : text.added(done.added.length + done.replaced.length)}
      </h2>
      {done === null ? (
        <>
          <p className={styles.facts}>
            {text.facts(name, report)}
            {plan.nSame > 0 && ` ${text.same(plan.nSame)}`}
            {plan.nOver > 0 && ` ${text.over(plan.nOver)}`}
          </p>
          {ratings.length === 0 && <NoStars nListed={listed.length} />}
          {nDiffering > 0 && (
            <label className={styles.choice}>
              <input type="checkbox" checked={isFileRight} onChange={(event) => setIsFileRight(event.currentTarget.checked)} />
              {text.differing(nDiffering)}
            </label>
          )}
          {nToAdd > 0 ? (
            <Button look="filled" onClick={add}>
              {text.add(nToAdd)}
            </Button>
          ) : (
            <Link {...homeLink} className={buttonClass('outline')}>
              {text.rate}
            </Link>
          )}
          <Findings report={report} ratings={ratings} nListed={listed.length} />
        </>
      ) : (
        <div className={styles.ways}>
          <Link {...recommendationsLink()} className={buttonClass('filled')}>
            {text.recommendations}
          </Link>
          <Button onClick={undo}>{text.undo}</Button>
        </div>
      )}
    </section>
  )
}

function foundText(nRatings: number, service: string): string {
  return nRatings === 0 ? text.noStars(service) : text.found(nRatings, service)
}

/** A history or a watchlist says what was seen, not how it was liked. */
function NoStars({ nListed }: { nListed: number }) {
  return <p className={styles.facts}>{nListed > 0 ? text.listedOnly(nListed) : text.nothing}</p>
}
