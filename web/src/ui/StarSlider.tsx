import type { KeyboardEvent, PointerEvent, Ref } from 'react'
import styles from './StarSlider.module.css'
import { keyStars, pointerStars } from './starsInput'
import { starsSpoken } from './starsText'
import { text } from './uiText'

type Props = {
  /** Accessible name: what is being rated. */
  label: string
  /** Stars given, or `null` before the first. */
  value: number | null
  /** Stars shown but not given yet: under the pointer, or chosen by arrows. */
  draft: number | null
  onDraft: (stars: number | null) => void
  onRate: (stars: number) => void
  size?: 'small' | 'large'
  /** Whether arrow keys only move the draft until Enter; otherwise they rate at once. */
  confirmKeys?: boolean
  describedBy?: string
  ref?: Ref<HTMLDivElement>
}

/** Five stars in half steps: a slider for keys and screen readers, tap or drag for the rest. */
export function StarSlider(props: Props) {
  const { label, value, draft, onDraft, onRate, size = 'large', confirmKeys = false, describedBy, ref } = props
  const shown = draft ?? value ?? 0

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape') {
      onDraft(null)
      return
    }
    const confirms = event.key === 'Enter' || event.key === ' '
    const next = confirms ? shown : keyStars(event.key, shown)
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    if (confirmKeys && !confirms) onDraft(next)
    else if (next > 0) onRate(next)
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    onDraft(null)
    if (event.button === 0) onRate(starsAt(event))
  }

  return (
    <div
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={5}
      aria-valuenow={shown}
      aria-valuetext={shown === 0 ? text.notRated : starsSpoken(shown)}
      aria-describedby={describedBy}
      className={styles.stars}
      data-size={size}
      data-draft={draft !== null || undefined}
      onKeyDown={onKeyDown}
      onBlur={() => onDraft(null)}
      onPointerDown={(event) => onDraft(starsAt(event))}
      onPointerMove={(event) => onDraft(starsAt(event))}
      onPointerUp={onPointerUp}
      onPointerLeave={() => onDraft(null)}
      onPointerCancel={() => onDraft(null)}
    >
      <StarRow className={styles.empty} />
      <span className={styles.filled} style={{ width: `${shown * 20}%` }}>
        <StarRow className={styles.row} />
      </span>
    </div>
  )
}

function starsAt(event: PointerEvent<HTMLElement>): number {
  return pointerStars(event.clientX, event.currentTarget.getBoundingClientRect())
}

const STAR = 'M12 3.4l2.7 5.6 6.1.8-4.5 4.3 1.1 6.1L12 17.2l-5.4 3 1.1-6.1-4.5-4.3 6.1-.8z'

function StarRow({ className }: { className: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 120 24" aria-hidden="true">
      {[0, 1, 2, 3, 4].map((star) => (
        <path key={star} d={STAR} transform={`translate(${star * 24} 0)`} />
      ))}
    </svg>
  )
}
