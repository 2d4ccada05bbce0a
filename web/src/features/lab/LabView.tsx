import { useQuery } from '@tanstack/react-query'
import { figuresQuery, groupsQuery, statisticsQuery } from '@/api/labQueries'
import { modelsQuery } from '@/api/queries'
import type { LabSearch } from '@/labSearch'
import { ErrorMessage } from '@/ui/ErrorMessage'
import shimmer from '@/ui/Shimmer.module.css'
import { Boards } from './Boards'
import { ElbowCharts } from './ElbowCharts'
import { GroupProfiles } from './GroupProfiles'
import styles from './LabView.module.css'
import { ActivityCharts, StarsChart, TailChart } from './RatingsCharts'

/** What is known of how well this works: leaderboards, taste groups, the ratings themselves. */
export function LabView({ search }: { search: LabSearch }) {
  return (
    <div className={styles.view}>
      <h1 className={styles.title}>The lab</h1>
      <p className={styles.lead}>
        Every figure here was measured on the very data that this page recommends from, on people it had not learned from.
        Nothing is drawn by hand.
      </p>
      <nav aria-label="Parts of the lab" className={styles.parts}>
        <a href="#leaderboard">Leaderboard</a>
        <a href="#groups">Groups of taste</a>
        <a href="#ratings">The ratings</a>
      </nav>
      <Leaderboard search={search} />
      <Groups />
      <Ratings />
    </div>
  )
}

function Leaderboard({ search }: { search: LabSearch }) {
  const evaluations = useQuery(figuresQuery())
  const models = useQuery(modelsQuery())
  return (
    <section className={styles.section} aria-labelledby="leaderboard">
      <h2 id="leaderboard" className={styles.heading}>
        Leaderboard
      </h2>
      {evaluations.error !== null ? (
        <ErrorMessage error={evaluations.error} onRetry={() => void evaluations.refetch()} />
      ) : evaluations.data === undefined ? (
        <Skeleton label="Getting the leaderboard" />
      ) : (
        <Boards evaluations={evaluations.data} models={models.data?.models ?? []} search={search} />
      )}
    </section>
  )
}

function Groups() {
  const { data: figures } = useQuery(figuresQuery())
  // The curves come with the groups as soon as they are measured.
  const groups = useQuery(groupsQuery(`${figures?.state ?? ''} ${figures?.detail ?? ''}`))
  return (
    <section className={styles.section} aria-labelledby="groups">
      <h2 id="groups" className={styles.heading}>
        Groups of taste
      </h2>
      {groups.error !== null ? (
        <ErrorMessage error={groups.error} onRetry={() => void groups.refetch()} />
      ) : groups.data === undefined ? (
        <Skeleton label="Getting the groups" />
      ) : (
        <>
          {groups.data.quality.length > 1 && (
            <ElbowCharts counts={groups.data.quality} nServed={groups.data.clusters.length} />
          )}
          {groups.data.clusters.length > 0 ? (
            <GroupProfiles groups={groups.data} />
          ) : (
            <p className={styles.note}>
              <b>There are no groups here</b>: K-means is not among the algorithms that this service runs.
            </p>
          )}
        </>
      )}
    </section>
  )
}

function Ratings() {
  const statistics = useQuery(statisticsQuery())
  return (
    <section className={styles.section} aria-labelledby="ratings">
      <h2 id="ratings" className={styles.heading}>
        The ratings
      </h2>
      {statistics.error !== null ? (
        <ErrorMessage error={statistics.error} onRetry={() => void statistics.refetch()} />
      ) : statistics.data === undefined ? (
        <Skeleton label="Counting the ratings" />
      ) : statistics.data.popularity.length === 0 ? (
        <p className={styles.note}>
          <b>There is nothing to count</b>: the data has no ratings.
        </p>
      ) : (
        <>
          <StarsChart statistics={statistics.data} />
          <TailChart statistics={statistics.data} />
          <ActivityCharts statistics={statistics.data} />
        </>
      )}
    </section>
  )
}

function Skeleton({ label }: { label: string }) {
  return (
    <div className={shimmer.late} role="status" aria-label={label}>
      <div className={`${shimmer.block} ${styles.ghost}`} />
    </div>
  )
}
