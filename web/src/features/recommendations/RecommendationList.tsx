import { VisuallyHidden } from '@mantine/core'
import type { Recommendation } from '@/api/types'
import { Poster } from '@/ui/Poster'
import { movieFacts } from '@/ui/movieText'
import { predictedRange, predictedText } from './predictedText'
import styles from './RecommendationList.module.css'
import { reasonText } from './reasonText'

type Props = {
  list: Recommendation[]
  /** Whether the answer to the present question is still on its way. */
  isOutdated: boolean
}

/** The picks, best first; the first one leads the page. */
export function RecommendationList({ list, isOutdated }: Props) {
  return (
    <ol className={styles.list} aria-label="Recommended movies" aria-busy={isOutdated}>
      {list.map((recommendation) => (
        <Pick key={recommendation.movie.id} recommendation={recommendation} />
      ))}
    </ol>
  )
}

function Pick({ recommendation: { rank, movie, reason, predicted_stars: predicted } }: { recommendation: Recommendation }) {
  return (
    <li className={styles.pick} data-lead={rank === 1 || undefined}>
      <div className={styles.poster}>
        <Poster movie={movie} lazy={rank > 6} />
      </div>
      <span className={styles.rank}>{rank}</span>
      <div className={styles.words}>
        <h2 className={styles.title}>{movie.title}</h2>
        <p className={styles.facts}>{movieFacts(movie)}</p>
        <p className={styles.reason}>{reasonText(reason)}</p>
        <p className={styles.predicted} title={predictedRange(predicted)}>
          {predictedText(predicted)}
          <VisuallyHidden component="span">. {predictedRange(predicted)}</VisuallyHidden>
        </p>
      </div>
    </li>
  )
}
