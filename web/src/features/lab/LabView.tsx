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
import { text } from './labText'

/** How well all of this works: leaderboards, taste groups, the ratings themselves. */
export function LabView({ search }: { search: LabSearch }) {
  return (
    <div className={styles.view}>
      <h1 className={styles.title}>{text.title}</h1>
      <p className={styles.lead}>{text.lead}</p>
      <nav aria-label={text.parts} className={styles.parts}>
        <a href="#leaderboard">{text.leaderboard}</a>
        <a href="#groups">{text.groups}</a>
        <a href="#ratings">{text.ratings}</a>
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
        {text.leaderboard}
      </h2>
      {evaluations.error !== null ? (
        <ErrorMessage error={evaluations.error} onRetry={() => void evaluations.refetch()} />
      ) : evaluations.data === undefined ? (
        <Skeleton label={text.gettingLeaderboard} />
      ) : (
        <Boards evaluations={evaluations.data} models={models.data?.models ?? []} search={search} />
      )}
    </section>
  )
}

function Groups() {
  const { data: figures } = useQuery(figuresQuery())
  // The curves arrive with the groups once they are measured.
  const groups = useQuery(groupsQuery(`${figures?.state ?? ''} ${figures?.detail ?? ''}`))
  return (
    <section className={styles.section} aria-labelledby="groups">
      <h2 id="groups" className={styles.heading}>
        {text.groups}
      </h2>
      {groups.error !== null ? (
        <ErrorMessage error={groups.error} onRetry={() => void groups.refetch()} />
      ) : groups.data === undefined ? (
        <Skeleton label={text.gettingGroups} />
      ) : (
        <>
          {groups.data.quality.length > 1 && (
            <ElbowCharts counts={groups.data.quality} nServed={groups.data.clusters.length} />
          )}
          {groups.data.clusters.length > 0 ? (
            <GroupProfiles groups={groups.data} />
          ) : (
            <p className={styles.note}>
              <b>{text.noGroups}</b>: {text.noGroupsWhy}
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
        {text.ratings}
      </h2>
      {statistics.error !== null ? (
        <ErrorMessage error={statistics.error} onRetry={() => void statistics.refetch()} />
      ) : statistics.data === undefined ? (
        <Skeleton label={text.countingRatings} />
      ) : statistics.data.popularity.length === 0 ? (
        <p className={styles.note}>
          <b>{text.noRatings}</b>: {text.noRatingsWhy}
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
