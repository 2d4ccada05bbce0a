import { useState } from 'react'
import { Button } from '@/ui/Button'
import type { AtlasGroup } from './drawing/atlas'
import { MapSign } from './MapSign'
import styles from './Legend.module.css'
import { text } from './mapText'

type Props = { groups: readonly AtlasGroup[]; picked: number | null; yours: number | null; onPick: (cluster: number | null) => void }

const N_FEW = 12

/** What the colours and shapes mean. Picking a group shows it alone on the map. */
export function Legend({ groups, picked, yours, onPick }: Props) {
  const [isWhole, setWhole] = useState(false)
  // The group that is picked out and the visitor's own are always listed.
  const shown = groups.filter(({ cluster }, place) => isWhole || place < N_FEW || cluster === picked || cluster === yours)
  if (groups.length === 0) return null
  return (
    <section className={styles.legend} aria-labelledby="map-groups">
      <h2 id="map-groups" className={styles.title}>
        {text.groups} <span className={styles.hint}>{text.groupsHint}</span>
      </h2>
      <ul className={styles.groups} data-whole={isWhole || undefined}>
        {shown.map(({ cluster, name, sign }) => (
          <li key={cluster}>
            <button
              type="button"
              className={styles.group}
              aria-pressed={cluster === picked}
              onClick={() => onPick(cluster === picked ? null : cluster)}
            >
              <MapSign sign={sign} /> {name}
              {cluster === yours && <span className={styles.you}>{text.you}</span>}
            </button>
          </li>
        ))}
      </ul>
      {groups.length > N_FEW && (
        <Button look="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? text.fewGroups : text.allGroups(groups.length)}
        </Button>
      )}
    </section>
  )
}
