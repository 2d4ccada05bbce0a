import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ImportResult } from '@/api/types'
import { useRatings } from '@/features/ratings'
import { homeLink, recommendationsLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import { Findings } from './Findings'
import choice from './Choice.module.css'
import styles from './ImportReport.module.css'
import { Proposals } from './Proposals'
import { text } from './importText'
import { type Merge, applyMerge, planMerge, undoMerge } from './merge'
import { placeOf, unlikely, withAccepted } from './proposals'

type Props = { result: ImportResult; name: string }

/** Shows what a file holds, with a button that adds it and then one that takes it back. */
export function ImportReport({ result, name }: Props) {
  const { report } = result
  const [refused, setRefused] = useState<ReadonlySet<string>>(() => unlikely(report.proposed))
  const accepted = report.proposed.filter((row) => !refused.has(placeOf(row)))
  const { ratings, listed } = withAccepted(result, accepted)
  const { progress, update } = useRatings()
  const [isFileRight, setIsFileRight] = useState(false)
  const [done, setDone] = useState<Merge | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const plan = planMerge(progress, { ratings, listed }, isFileRight)
  const nDiffering = plan.nKept + plan.replaced.length
  const nToAdd = plan.added.length + plan.replaced.length
  const nOtherListed = listed.filter(({ list }) => list !== 'watched').length

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
        {done === null ? foundText({ ratings, listed, report }) : text.added(done.added.length + done.replaced.length, done.seen.length, done.listed.length)}
      </h2>
      {done === null ? (
        <>
          <p className={styles.facts}>
            {text.facts(name, report)}
            {plan.nSame > 0 && ` ${text.same(plan.nSame)}`}
            {plan.nOver > 0 && ` ${text.over(plan.nOver)}`}
          </p>
          {ratings.length === 0 && <NoStars nSeen={plan.seen.length} nOther={nOtherListed} />}
          {nDiffering > 0 && (
            <label className={choice.choice}>
              <input type="checkbox" checked={isFileRight} onChange={(event) => setIsFileRight(event.currentTarget.checked)} />
              {text.differing(nDiffering)}
            </label>
          )}
          {nToAdd + plan.seen.length + plan.listed.length > 0 ? (
            <Button look="filled" onClick={add}>
              {text.add(nToAdd, plan.seen.length, plan.listed.length)}
            </Button>
          ) : (
            <Link {...homeLink} className={buttonClass('outline')}>
              {text.rate}
            </Link>
          )}
          <Findings report={report} ratings={ratings} nListed={plan.listed.length}>
            {report.proposed.length > 0 && (
              <Proposals rows={report.proposed} refused={refused} onRefused={setRefused} />
            )}
          </Findings>
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

function foundText({ ratings, listed, report: { service } }: ImportResult): string {
  const nSeen = listed.filter(({ list }) => list === 'watched').length
  if (ratings.length > 0) return text.found(ratings.length, service)
  return nSeen > 0 ? text.foundSeen(nSeen, service) : text.noStars(service)
}

/** A history or a watchlist says what was seen, not how it was liked. */
function NoStars({ nSeen, nOther }: { nSeen: number; nOther: number }) {
  if (nSeen > 0) return <p className={styles.facts}>{text.seenOnly}</p>
  return <p className={styles.facts}>{nOther > 0 ? text.listedOnly(nOther) : text.nothing}</p>
}
