import { useQuery } from '@tanstack/react-query'
import { similarQuery } from '@/api/queries'
import type { Movie } from '@/api/types'
import { type Undoable, isSaved, isWanted, save, unsave, useRatings } from '@/features/ratings'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { IconButton } from '@/ui/IconButton'
import { Poster } from '@/ui/Poster'
import { RowPanel } from '@/ui/RowPanel'
import shimmer from '@/ui/Shimmer.module.css'
import { movieFacts } from '@/ui/movieText'
import styles from './AlikePanel.module.css'
import { text } from './similarText'

/** Number of movies that are shown. More are requested, since those that the visitor rated are left out. */
const N_SHOWN = 12

type Props = { id: string; movie: Movie; undoable: Undoable; onClose: () => void }

/** Movies similar to one, the nearest first, without those that the visitor rated or dismissed. */
export function AlikePanel({ id, movie, undoable, onClose }: Props) {
  return (
    <RowPanel
      id={id}
      label={text.label(movie.title)}
      title={
        <>
          {text.title} <cite>{movie.title}</cite>
        </>
      }
      closeLabel={text.close(movie.title)}
      onClose={onClose}
    >
      <Row movie={movie} undoable={undoable} />
    </RowPanel>
  )
}

function Row({ movie, undoable }: Pick<Props, 'movie' | 'undoable'>) {
  const { progress } = useRatings()
  const { data, error, isPending, refetch } = useQuery(similarQuery(movie.id))

  if (isPending) return <RowSkeleton />
  if (error) return <ErrorMessage error={error} onRetry={() => void refetch()} />
  const alike = data.similar.filter((one) => isWanted(progress, one.movie.id)).slice(0, N_SHOWN)
  if (alike.length === 0) return <p className={styles.none}>{text.none}</p>

  function toggle(other: Movie) {
    const saved = isSaved(progress, other.id)
    if (saved) undoable.act(other, text.unsaved(other.title), (now) => unsave(now, other.id))
    else undoable.act(other, text.saved(other.title), (now) => save(now, other))
  }

  return (
    <ul className={styles.row} aria-label={text.row(movie.title)}>
      {alike.map(({ movie: other }) => (
        <li key={other.id} className={styles.card}>
          <Poster movie={other} lazy={false} />
          <p className={styles.title}>{other.title}</p>
          <p className={styles.facts}>{movieFacts(other, 2)}</p>
          <IconButton
            icon="bookmark"
            label={text.watchlist(other.title)}
            hint={text.watchlistHint}
            isOn={isSaved(progress, other.id)}
            onClick={() => toggle(other)}
          />
        </li>
      ))}
    </ul>
  )
}

function RowSkeleton() {
  return (
    <div className={`${styles.row} ${shimmer.late}`} role="status" aria-label={text.loading}>
      {Array.from({ length: N_SHOWN }, (_, place) => (
        <div key={place} className={styles.card}>
          <div className={`${shimmer.block} ${styles.poster}`} />
          <div className={`${shimmer.block} ${styles.line}`} />
        </div>
      ))}
    </div>
  )
}
