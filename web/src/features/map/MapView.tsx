import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { clustersQuery, mapQuery } from '@/api/mapQueries'
import type { Cluster, MappedMovie } from '@/api/types'
import { useRatings } from '@/features/ratings'
import { type MapSearch, readMapSearch } from '@/mapSearch'
import { mapLink, recommendationsLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { Message } from '@/ui/Message'
import shimmer from '@/ui/Shimmer.module.css'
import { useSearchChange } from '@/useSearchChange'
import { buildAtlas } from './drawing/atlas'
import { Legend } from './Legend'
import { MapSearchField } from './MapSearchField'
import styles from './MapView.module.css'
import { MovieCard } from './MovieCard'
import { MoviesNear } from './MoviesNear'
import './drawing/palette.css'
import { TastePanel } from './TastePanel'
import { TasteMap } from './TasteMap'
import { text } from './mapText'
import { useYou } from './useYou'

/** Movies as a map, and the visitor on it. */
export function MapView({ search }: { search: MapSearch }) {
  const map = useQuery(mapQuery())
  const clusters = useQuery(clustersQuery())
  const error = map.error ?? clusters.error

  if (error !== null) {
    return (
      <div className={styles.view}>
        <h1 className={styles.title}>{text.title}</h1>
        <ErrorMessage error={error} onRetry={() => void Promise.all([map.refetch(), clusters.refetch()])} />
      </div>
    )
  }
  if (map.data === undefined || clusters.data === undefined) return <Loading />
  if (map.data.movies.length === 0) return <NoMap />
  return <Whole search={search} movies={map.data.movies} clusters={clusters.data.clusters} />
}

type WholeProps = { search: MapSearch; movies: MappedMovie[]; clusters: Cluster[] }

function Whole({ search, movies, clusters }: WholeProps) {
  const change = useSearchChange(mapLink, readMapSearch)
  const { progress } = useRatings()
  const atlas = useMemo(() => buildAtlas(movies, clusters), [movies, clusters])
  const rated = useMemo(
    () => progress.ratings.map(({ movie }) => atlas.indexOf.get(movie.id)).filter((index) => index !== undefined),
    [atlas, progress.ratings],
  )
  const you = useYou()
  // A group or movie that the address names and the map does not have is ignored.
  const group = atlas.groups.find(({ cluster }) => cluster === search.group) ?? null
  const chosen = search.movie === undefined ? null : (atlas.indexOf.get(search.movie) ?? null)

  const pick = (cluster: number | null) =>
    change(({ movie }) => ({ ...(cluster !== null && { group: cluster }), ...(movie !== undefined && { movie }) }))
  const choose = (index: number | null) => {
    const movie = index === null ? undefined : atlas.movies[index]?.movie_id
    change(({ group: shown }) => ({ ...(shown !== undefined && { group: shown }), ...(movie !== undefined && { movie }) }))
  }

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <h1 className={styles.title}>{text.title}</h1>
        <p className={styles.lead}>{text.lead(movies.length)}</p>
      </header>
      <div className={styles.stage}>
        <TasteMap atlas={atlas} group={group?.cluster ?? null} chosen={chosen} rated={rated} you={you.place} onChoose={choose}>
          {chosen !== null && <MovieCard key={chosen} atlas={atlas} index={chosen} onPick={pick} onClose={() => choose(null)} />}
        </TasteMap>
      </div>
      <div className={styles.search}>
        <MapSearchField atlas={atlas} onFound={choose} />
      </div>
      <div className={styles.legend}>
        <Legend groups={atlas.groups} picked={group?.cluster ?? null} yours={you.shares[0]?.cluster ?? null} onPick={pick} />
      </div>
      <div className={styles.side}>
        <TastePanel atlas={atlas} group={group} you={you} onPick={pick} onChoose={choose} />
        <MoviesNear atlas={atlas} group={group} chosen={chosen} you={you} onChoose={choose} />
      </div>
    </div>
  )
}

function Loading() {
  return (
    <div className={styles.view} role="status" aria-label={text.loading}>
      <header className={styles.head}>
        <h1 className={styles.title}>{text.title}</h1>
        <p className={styles.lead}>{text.loading} …</p>
      </header>
      <div className={`${styles.stage} ${styles.waiting} ${shimmer.block}`} />
      <div className={styles.side}>
        <div className={`${styles.waitingSide} ${shimmer.block}`} />
      </div>
    </div>
  )
}

function NoMap() {
  return (
    <Message
      level={1}
      title={text.none}
      action={
        <Link {...recommendationsLink()} className={buttonClass('outline')}>
          {text.recommendations}
        </Link>
      }
    >
      <p>{text.noneWhy}</p>
    </Message>
  )
}
