import { useEffect, useId, useRef, useState } from 'react'
import styles from './SteerSlider.module.css'

/** A drag passes many positions, so the list follows once the hand has rested this long. */
const REST_MS = 90

type Props = {
  label: string
  /** What the left and the right end stand for. */
  ends: readonly [string, string]
  min: -1 | 0
  value: number
  valueText: (value: number) => string
  onChange: (value: number) => void
}

/** A range in tenths up to 1. The hand's position shows at once; `onChange` follows when it rests. */
export function SteerSlider({ label, ends, min, value, valueText, onChange }: Props) {
  const id = useId()
  const [draft, setDraft] = useState<number | null>(null)
  const timer = useRef<number | undefined>(undefined)
  const shown = draft ?? value

  useEffect(() => () => window.clearTimeout(timer.current), [])

  function move(next: number) {
    setDraft(next)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => {
      setDraft(null)
      onChange(next)
    }, REST_MS)
  }

  return (
    <div className={styles.slider}>
      <div className={styles.head}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        <span className={styles.value} aria-hidden="true">
          {valueText(shown)}
        </span>
      </div>
      <input
        id={id}
        type="range"
        className={styles.range}
        min={min}
        max={1}
        step={0.1}
        value={shown}
        data-moved={shown !== 0 || undefined}
        aria-valuetext={valueText(shown)}
        onChange={(event) => move(event.currentTarget.valueAsNumber)}
      />
      <div className={styles.ends} aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </div>
  )
}
