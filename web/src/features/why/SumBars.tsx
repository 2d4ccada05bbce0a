import type { Contribution } from '@/api/types'
import { starsNumber } from '@/ui/starsText'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import styles from './SumBars.module.css'
import type { Step, Waterfall } from './waterfall'
import { pointsText, sourceText, text, withoutText } from './whyText'

type Props = { waterfall: Waterfall; rank: number }

/** A score as bars, each starting where the one before ended: together they reach the total. */
export function SumBars({ waterfall: { steps, total, zero, nRest }, rank }: Props) {
  const lifts = steps.filter(({ source, points }) => typeof source === 'object' && points >= 0)
  const holds = steps.filter(({ source, points }) => typeof source === 'object' && points < 0)
  const groups = [
    { title: null, steps: steps.filter(({ source }) => source === 'everybody') },
    { title: text.lifts, steps: lifts },
    { title: text.holds, steps: holds },
    { title: null, steps: steps.filter(({ source }) => source === 'rest') },
  ]
  return (
    <div className={styles.sum}>
      {groups
        .filter((group) => group.steps.length > 0)
        .map((group) => (
          <section key={group.title ?? group.steps[0]?.from} className={styles.group}>
            {group.title !== null && <h4 className={styles.title}>{group.title}</h4>}
            <ul>
              {group.steps.map((step) => (
                <Row key={rowKey(step)} step={step} zero={zero} rank={rank} nRest={nRest} />
              ))}
            </ul>
          </section>
        ))}
      <p className={styles.total}>
        <span>
          {text.together} <span className={styles.unit}>{text.scale}</span>
        </span>
        <strong className={styles.points}>
          {total} <span className={styles.unit}>{text.points}</span>
        </strong>
      </p>
    </div>
  )
}

type RowProps = { step: Step; zero: number; rank: number; nRest: number }

function Row({ step: { source, points, from, to }, zero, rank, nRest }: RowProps) {
  const rating = typeof source === 'object' ? source : null
  const without = rating && withoutText(rating.rank_without, rank)
  const left = Math.min(from, to)
  return (
    <li className={styles.row}>
      <span className={styles.name}>
        {sourceText(source, nRest)}
        {rating && (
          <span className={styles.stars}>
            {' '}
            <Said rating={rating} />
          </span>
        )}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.zero} style={{ left: `${zero * 100}%` }} />
        <span
          className={styles.bar}
          data-kind={source === 'everybody' ? 'everybody' : to < from ? 'less' : 'more'}
          style={{ left: `${left * 100}%`, width: `${Math.abs(to - from) * 100}%` }}
        />
      </span>
      <span className={styles.points}>
        {pointsText(points)}
        <VisuallyHidden> {text.points}</VisuallyHidden>
      </span>
      {without !== null && <span className={styles.without}>{without}</span>}
    </li>
  )
}

/** The visitor's stars, or what they said instead. */
function Said({ rating: { evidence, stars } }: { rating: Contribution }) {
  if (evidence !== 'stars' || stars === null) return text.said[evidence]
  return (
    <>
      {starsNumber(stars)}
      <span aria-hidden="true">★</span>
      <VisuallyHidden> {text.said.stars}</VisuallyHidden>
    </>
  )
}

function rowKey({ source }: Step): string | number {
  return typeof source === 'object' ? source.movie_id : source
}
