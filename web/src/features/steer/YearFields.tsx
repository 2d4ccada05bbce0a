import { useId, useState } from 'react'
import pills from '@/ui/PillChoice.module.css'
import styles from './SteerPanel.module.css'
import { DECADES, text } from './steerText'

type Years = { from: number | undefined; to: number | undefined }
type Props = Years & { onChange: (years: Years) => void }

/** Any years by typing, a decade by a click. */
export function YearFields({ from, to, onChange }: Props) {
  const isDecade = (first: number) => from === first && to === first + 9
  return (
    <fieldset className={pills.field}>
      <legend className={pills.legend}>{text.years}</legend>
      <div className={pills.choices}>
        <YearField key={`from ${from}`} label={text.from} value={from} onChange={(year) => onChange({ from: year, to })} />
        <span aria-hidden="true">–</span>
        <YearField key={`to ${to}`} label={text.to} value={to} onChange={(year) => onChange({ from, to: year })} />
        {DECADES.map((first) => (
          <button
            key={first}
            type="button"
            className={pills.choice}
            aria-pressed={isDecade(first)}
            onClick={() => onChange(isDecade(first) ? { from: undefined, to: undefined } : { from: first, to: first + 9 })}
          >
            {text.decade(first)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

type FieldProps = { label: string; value: number | undefined; onChange: (year: number | undefined) => void }

/** Takes four digits as a year, at Enter or on leaving the field. An empty field means no wish; anything else is undone. */
function YearField({ label, value, onChange }: FieldProps) {
  const id = useId()
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))

  function commit() {
    const year = typed === '' ? undefined : Number(typed)
    if (typed !== '' && !/^\d{4}$/.test(typed)) setTyped(value === undefined ? '' : String(value))
    else if (year !== value) onChange(year)
  }

  return (
    <input
      id={id}
      className={styles.year}
      aria-label={label}
      placeholder={label}
      inputMode="numeric"
      maxLength={4}
      autoComplete="off"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ''))}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
      }}
    />
  )
}
