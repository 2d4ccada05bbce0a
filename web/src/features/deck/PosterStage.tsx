import type { Movie } from '@/api/types'
import { Poster } from '@/ui/Poster'
import { starsText } from '@/ui/starsText'
import styles from './PosterStage.module.css'
import { text } from './deckText'
import type { Leaving } from './useDeck'

type Props = { movie: Movie; next: Movie | null; leaving: Leaving | null }

/** The current poster; the next one waits (and loads) behind it, the last one flies off. */
export function PosterStage({ movie, next, leaving }: Props) {
  return (
    <div className={styles.stage}>
      <div className={styles.behind} />
      {next !== null && (
        <div key={next.id} className={styles.next}>
          <Poster movie={next} lazy={false} />
        </div>
      )}
      <div key={movie.id} className={styles.top}>
        <Poster movie={movie} lazy={false} />
      </div>
      {leaving !== null && leaving.movie.id !== movie.id && (
        <div
          key={`leaving-${leaving.movie.id}`}
          className={styles.leaving}
          data-way={leaving.stars === null ? 'unseen' : 'rated'}
        >
          <Poster movie={leaving.movie} lazy={false} />
          <span className={styles.stamp} aria-hidden="true">
            {leaving.stars === null ? text.unseenStamp : starsText(leaving.stars)}
          </span>
        </div>
      )}
    </div>
  )
}
