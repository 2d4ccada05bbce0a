import { useQuery } from '@tanstack/react-query'
import { movieQuery } from '@/api/mapQueries'
import type { Movie } from '@/api/types'
import { isSaved, rate, save, starsFor, unsave, useRatings } from '@/features/ratings'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { IconButton } from '@/ui/IconButton'
import { Poster } from '@/ui/Poster'
import { StarRating } from '@/ui/StarRating'
import shimmer from '@/ui/Shimmer.module.css'
import { movieFacts, movieName } from '@/ui/movieText'
import type { Atlas } from './drawing/atlas'
import { MapSign } from './MapSign'
import styles from './MovieCard.module.css'
import { text } from './mapText'

type Props = { atlas: Atlas; index: number; onPick: (cluster: number) => void; onClose: () => void }

/** The chosen movie: what it is, which group loves it, and the visitor's stars for it. */
export function MovieCard({ atlas, index, onPick, onClose }: Props) {
  const mapped = atlas.movies[index]
  const group = atlas.groupAt[index]
  const { data, error, refetch } = useQuery(movieQuery(mapped?.movie_id ?? 0))
  if (mapped === undefined) return null
  return (
    // Escape closes it from anywhere inside; each control within works by itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles.card}
      aria-label={text.about(movieName(mapped))}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className={styles.poster}>
        {data === undefined ? <div className={`${styles.blank} ${shimmer.block}`} /> : <Poster movie={data} lazy={false} />}
      </div>
      <div className={styles.words}>
        <h2 className={styles.title}>{mapped.title}</h2>
        <p className={styles.facts}>{data === undefined ? mapped.year : movieFacts(data)}</p>
        {group !== undefined && (
          <p className={styles.group}>
            {text.lovedBy}{' '}
            <button type="button" className={styles.link} onClick={() => onPick(group.cluster)}>
              <MapSign sign={group.sign} size={14} />
              <span>{group.name}</span>
            </button>
          </p>
        )}
        {error !== null && <ErrorMessage error={error} onRetry={() => void refetch()} />}
        {data !== undefined && <YourSay movie={data} />}
      </div>
      <div className={styles.icons}>
        <IconButton icon="close" label={text.close} hint={text.close} onClick={onClose} />
        {data !== undefined && <Bookmark movie={data} />}
      </div>
    </section>
  )
}

function YourSay({ movie }: { movie: Movie }) {
  const { progress, update } = useRatings()
  const stars = starsFor(progress, movie.id)
  return (
    <div className={styles.stars}>
      <p className={styles.ask}>{text.yours(stars)}</p>
      <StarRating label={text.yourStars(movieName(movie))} value={stars} onRate={(given) => update((now) => rate(now, movie, given))} />
    </div>
  )
}

function Bookmark({ movie }: { movie: Movie }) {
  const { progress, update } = useRatings()
  const saved = isSaved(progress, movie.id)
  if (starsFor(progress, movie.id) !== null) return null
  return (
    <IconButton
      icon="bookmark"
      label={text.watchlist(movie.title)}
      hint={text.watchlistHint}
      isOn={saved}
      onClick={() => update((now) => (saved ? unsave(now, movie.id) : save(now, movie)))}
    />
  )
}
