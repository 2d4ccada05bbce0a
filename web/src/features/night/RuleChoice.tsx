import { type NightSearch, STANDARD_BELOW, readNightSearch } from '@/nightSearch'
import styles from './NightView.module.css'
import { text } from './nightText'
import { RULES } from './rules'

const BELOW = [2, 2.5, 3, 3.5, 4]

type Props = { search: NightSearch; onChoose: (search: NightSearch) => void }

/** Chooses how several people's wishes are combined. */
export function RuleChoice({ search, onChoose }: Props) {
  const chosen = search.rule ?? 'average'
  return (
    <fieldset className={styles.rules}>
      <legend className={styles.subtitle}>{text.fair}</legend>
      <div className={styles.choices}>
        {RULES.map(({ rule, name, words }) => (
          <label key={rule} htmlFor={`rule-${rule}`} className={styles.rule}>
            <input
              id={`rule-${rule}`}
              type="radio"
              name="rule"
              className={styles.radio}
              checked={rule === chosen}
              onChange={() => onChoose(readNightSearch({ rule }))}
            />
            <span className={styles.ruleName}>{name}</span>
            <span className={styles.words}>{words}</span>
          </label>
        ))}
      </div>
      {chosen === 'veto' && (
        <label className={styles.below}>
          {text.below}
          <select
            className={styles.select}
            value={search.below ?? STANDARD_BELOW}
            onChange={(event) => onChoose(readNightSearch({ rule: 'veto', below: Number(event.currentTarget.value) }))}
          >
            {BELOW.map((stars) => (
              <option key={stars} value={stars}>
                {text.stars(stars)}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  )
}
