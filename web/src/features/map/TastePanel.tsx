import { Link } from '@tanstack/react-router'
import { homeLink } from '@/paths'
import { Button } from '@/ui/Button'
import { groupName } from '@/ui/modelsText'
import type { Atlas, AtlasGroup } from './drawing/atlas'
import { MapSign } from './MapSign'
import styles from './TastePanel.module.css'
import { lovesText, text } from './mapText'
import type { You } from './useYou'

type Props = {
  atlas: Atlas
  group: AtlasGroup | null
  you: You
  onPick: (cluster: number | null) => void
  onChoose: (index: number) => void
}

/** Describes the group that is picked out, or else the visitor's place and what their group loves. */
export function TastePanel({ atlas, group, you, onPick, onChoose }: Props) {
  if (group === null) return <YourTaste atlas={atlas} you={you} onPick={onPick} onChoose={onChoose} />
  return (
    <section className={styles.panel} aria-label={group.name}>
      <h2 className={styles.title}>
        <MapSign sign={group.sign} size={20} /> {group.name}
      </h2>
      <AboutGroup atlas={atlas} group={group} onChoose={onChoose} />
      <Button onClick={() => onPick(null)}>{text.everybody}</Button>
    </section>
  )
}

function YourTaste({ atlas, you, onPick, onChoose }: Omit<Props, 'group'>) {
  return (
    <section className={styles.panel} aria-label={text.youTitle} aria-busy={you.isPending}>
      <h2 className={styles.title}>{text.youTitle}</h2>
      {!you.isKnown ? (
        <p>
          {text.youNone} <Link {...homeLink}>{text.rate}</Link>
        </p>
      ) : (
        <>
          {you.error !== null && <p role="status">{text.youFailed}</p>}
          {!you.isPending && you.error === null && you.place === null && <p>{text.youNowhere}</p>}
          <Shares atlas={atlas} you={you} onPick={onPick} onChoose={onChoose} />
        </>
      )}
    </section>
  )
}

/** Number of groups that are named: smaller shares are noise. */
const N_SHARES = 3

function Shares({ atlas, you, onPick, onChoose }: Omit<Props, 'group'>) {
  const shares = you.shares.slice(0, N_SHARES)
  const most = shares[0]
  const yours = atlas.groups.find(({ cluster }) => cluster === most?.cluster)
  if (most === undefined) return null
  return (
    <>
      <ul className={styles.shares} aria-label={text.shares}>
        {shares.map(({ cluster, name_parts: parts, share }) => {
          const sign = atlas.groups.find((group) => group.cluster === cluster)?.sign
          return (
            <li key={cluster}>
              <button type="button" className={styles.share} disabled={sign === undefined} onClick={() => onPick(cluster)}>
                <span className={styles.name}>
                  {sign !== undefined && <MapSign sign={sign} />} {groupName(parts)}
                </span>
                <span>{text.share(share)}</span>
                <span
                  className={styles.bar}
                  style={{ width: `${share * 100}%`, background: `var(--map-ink-${(sign?.ink ?? 0) + 1})` }}
                  aria-hidden="true"
                />
              </button>
            </li>
          )
        })}
      </ul>
      {yours !== undefined && <AboutGroup atlas={atlas} group={yours} onChoose={onChoose} />}
    </>
  )
}

type AboutProps = { atlas: Atlas; group: AtlasGroup; onChoose: (index: number) => void }

/** Describes a group; its dearest movies lead to their places on the map. */
function AboutGroup({ atlas, group: { about }, onChoose }: AboutProps) {
  if (about === undefined) return null
  return (
    <>
      <p>
        {lovesText(about)} <span className={styles.people}>{text.people(about.n_members, about.share)}</span>
      </p>
      <h3 className={styles.subtitle}>{text.most}</h3>
      <ul className={styles.dearest}>
        {about.loves.movies.slice(0, 5).map(({ movie }) => {
          const index = atlas.indexOf.get(movie.id)
          return (
            <li key={movie.id}>
              {index === undefined ? (
                movie.title
              ) : (
                <button type="button" className={styles.link} onClick={() => onChoose(index)}>
                  {movie.title}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
