import styles from './PillChoice.module.css'

type Props = {
  legend: string
  hint: string
  /** What can be chosen; `undefined` while it is on its way. */
  options: readonly string[] | undefined
  chosen: readonly string[]
  /** Chooses what was not chosen, and the other way round. */
  onToggle: (name: string) => void
  /** Shown if the options did not load. */
  failure: string | null
}

/** Any of several names, each a pill that is a checkbox. */
export function PillChoice({ legend, hint, options, chosen, onToggle, failure }: Props) {
  const isPending = options === undefined && failure === null
  // What an address names is offered even if it is not among the options, so that it can be unchosen.
  const offered = [...new Set([...(options ?? []), ...chosen])]

  return (
    <fieldset className={styles.field}>
      <legend className={styles.legend}>
        {legend} <span className={styles.hint}>{hint}</span>
      </legend>
      <div className={styles.choices} aria-busy={isPending}>
        {offered.map((name) => (
          <label key={name} className={styles.choice}>
            <input type="checkbox" className={styles.box} checked={chosen.includes(name)} onChange={() => onToggle(name)} />
            {name}
          </label>
        ))}
        {isPending && <span className={styles.waiting} />}
      </div>
      {failure !== null && <p className={styles.hint}>{failure}</p>}
    </fieldset>
  )
}
