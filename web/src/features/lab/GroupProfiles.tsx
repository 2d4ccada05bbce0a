import { useState } from 'react'
import type { TasteGroup, TasteGroups } from '@/api/labTypes'
import { Button } from '@/ui/Button'
import { Poster } from '@/ui/Poster'
import { groupName } from '@/ui/modelsText'
import { movieName } from '@/ui/movieText'
import styles from './GroupProfiles.module.css'
import { figure } from './format'
import { text } from './labText'

/** The largest groups are shown at first, the others on request. */
const N_SHOWN = 6
const N_MOVIES = 4
const N_LABELS = 3

/** Every taste group: its size, what it loves more than others do, and what it loves less. */
export function GroupProfiles({ groups: { clusters, n_users: nUsers } }: { groups: TasteGroups }) {
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? clusters : clusters.slice(0, N_SHOWN)
  return (
    <section className={styles.groups} aria-labelledby="lab-groups">
      <h3 id="lab-groups" className={styles.title}>
        {text.profiles}
      </h3>
      <p className={styles.explanation}>{text.profilesWhy(nUsers, clusters.length)}</p>
      <ol className={styles.list}>
        {shown.map((group) => (
          <li key={group.cluster} className={styles.group}>
            <GroupCard group={group} />
          </li>
        ))}
      </ol>
      {clusters.length > N_SHOWN && (
        <div className={styles.all}>
          <Button aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? text.fewGroups(N_SHOWN) : text.allGroups(clusters.length)}
          </Button>
        </div>
      )}
    </section>
  )
}

function GroupCard({ group: { name_parts: parts, n_members: nMembers, share, loves, avoids } }: { group: TasteGroup }) {
  // In the server's order, which also weighs how common a label is: a rare genre easily gets a large lift.
  const liked = [...loves.genres.slice(0, N_LABELS), ...loves.decades.slice(0, 1)]
  const left = [...avoids.genres.slice(0, 2), ...avoids.decades.slice(0, 1)]
  return (
    <>
      <h4 className={styles.name}>{groupName(parts)}</h4>
      <p className={styles.size}>{text.size(share, nMembers)}</p>
      <div className={styles.bar} aria-hidden="true">
        <svg className={styles.part} viewBox="0 0 100 4" preserveAspectRatio="none">
          <rect width={share * 100} height="4" fill="var(--red)" />
        </svg>
      </div>
      <ul className={styles.labels} aria-label={text.loves}>
        {liked.map((label) => (
          <li key={label.name} className={styles.label}>
            {label.name} <b>{figure(label.lift)}×</b>
          </li>
        ))}
      </ul>
      <ul className={styles.movies} aria-label={text.movies}>
        {loves.movies.slice(0, N_MOVIES).map(({ movie }) => (
          <li key={movie.id} className={styles.movie}>
            <Poster movie={movie} />
            <span className={styles.movieName}>{movieName(movie)}</span>
          </li>
        ))}
      </ul>
      {left.length > 0 && <p className={styles.left}>{text.leaves(left.map((label) => label.name))}</p>}
    </>
  )
}
