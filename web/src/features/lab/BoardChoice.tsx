import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import type { Evaluation } from '@/api/labTypes'
import { type LabSearch } from '@/labSearch'
import { labLink } from '@/paths'
import styles from './BoardChoice.module.css'
import { metricNames } from './boards'
import { text } from './labText'
import { metricOf, protocolOf } from './metrics'

type Props = { boards: readonly Evaluation[]; board: Evaluation; metric: string }

/** Chooses the leaderboard and the metric; the address keeps both. */
export function BoardChoice({ boards, board, metric }: Props) {
  const navigate = useNavigate()
  const id = useId()
  const go = (search: LabSearch) => void navigate({ ...labLink(search), replace: true, resetScroll: false })

  return (
    <div className={styles.choice}>
      <fieldset className={styles.protocols}>
        <legend className={styles.legend}>{text.measuredOn}</legend>
        {boards.map(({ protocol }) => (
          <label key={protocol} className={styles.radio}>
            <input type="radio" name={id} checked={protocol === board.protocol} onChange={() => go({ protocol })} />
            {protocolOf(protocol).label}
          </label>
        ))}
      </fieldset>
      <div>
        <label className={styles.legend} htmlFor={`${id}-metric`}>
          {text.by}
        </label>
        <select
          id={`${id}-metric`}
          className={styles.select}
          value={metric}
          onChange={({ currentTarget }) => go({ protocol: board.protocol, metric: currentTarget.value })}
        >
          {metricNames(board).map((name) => (
            <option key={name} value={name}>
              {text.metric(metricOf(name).label, metricOf(name).lowerIsBetter)}
            </option>
          ))}
        </select>
      </div>
      <p className={styles.meaning}>{protocolOf(board.protocol).meaning}</p>
    </div>
  )
}
