import { useQuery } from '@tanstack/react-query'
import { groupQuery } from '@/api/queries'
import type { GroupRecommendation, Said } from '@/api/types'
import { excludedIds, useRatings } from '@/features/ratings'
import type { NightSearch } from '@/nightSearch'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { Message } from '@/ui/Message'
import { Poster } from '@/ui/Poster'
import shimmer from '@/ui/Shimmer.module.css'
import { movieFacts } from '@/ui/movieText'
import { predictedRange } from '@/ui/predictedText'
import styles from './GroupList.module.css'
import { text } from './nightText'

type Props = { company: (Said & { name: string })[]; search: NightSearch }

/** What to watch together, best first, with how much each person would like each movie. */
export function GroupList({ company, search }: Props) {
  const { progress } = useRatings()
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(
    groupQuery(company, search.rule ?? 'average', search.below, excludedIds(progress)),
  )

  if (company.length < 2) {
    return (
      <Message title={text.tooFew}>
        <p>{text.tooFewWhy}</p>
      </Message>
    )
  }
  if (isPending) return <ListSkeleton />
  if (error) return <ErrorMessage error={error} onRetry={() => void refetch()} />
  // When somebody joins or leaves, the old list is about other people.
  if (isPlaceholderData && data.recommendations[0]?.people.length !== company.length) return <ListSkeleton />
  if (data.recommendations.length === 0) {
    return (
      <Message title={text.allVetoed}>
        <p>{text.allVetoedWhy}</p>
      </Message>
    )
  }
  return (
    <ol className={styles.list} aria-label={text.list} aria-busy={isPlaceholderData}>
      {data.recommendations.map((one) => (
        <GroupPick key={one.movie.id} one={one} names={company.map(({ name }) => name)} />
      ))}
    </ol>
  )
}

function GroupPick({ one: { rank, movie, people }, names }: { one: GroupRecommendation; names: string[] }) {
  return (
    <li className={styles.pick}>
      <span className={styles.rank}>{rank}</span>
      <div className={styles.poster}>
        <Poster movie={movie} lazy={rank > 4} />
      </div>
      <div className={styles.words}>
        <h3 className={styles.title}>{movie.title}</h3>
        <p className={styles.facts}>{movieFacts(movie)}</p>
        <ul className={styles.shares} aria-label={text.toEach(movie.title)}>
          {people.map(({ satisfaction, share, predicted_stars: predicted }, place) => (
            <li key={names[place]} className={styles.share} title={predictedRange(predicted)}>
              <span className={styles.name}>{names[place]}</span>
              <span className={styles.track} aria-hidden="true">
                <span className={styles.bar} style={{ width: `${Math.round(satisfaction * 100)}%` }} />
              </span>
              <span className={styles.figures}>{text.happy(satisfaction, predicted.stars)}</span>
              <span className={styles.part}>{text.part(share)}</span>
            </li>
          ))}
        </ul>
      </div>
    </li>
  )
}

function ListSkeleton() {
  return (
    <div className={`${styles.list} ${shimmer.late}`} role="status" aria-label={text.loading}>
      {Array.from({ length: 4 }, (_, place) => (
        <div key={place} className={`${shimmer.block} ${styles.ghost}`} />
      ))}
    </div>
  )
}
