import { starsFor, useRatings } from '@/features/ratings'
import { starsNumber } from '@/ui/starsText'
import type { Atlas, AtlasGroup } from './drawing/atlas'
import { nearestTo } from './drawing/find'
import { MapSign } from './MapSign'
import styles from './MoviesNear.module.css'
import { text } from './mapText'
import type { You } from './useYou'

type Props = { atlas: Atlas; group: AtlasGroup | null; chosen: number | null; you: You; onChoose: (index: number) => void }

const N_LISTED = 12

/** The map as a list: movies around the chosen movie, in the group that is picked out, or around the visitor. */
export function MoviesNear({ atlas, group, chosen, you, onChoose }: Props) {
  const { progress } = useRatings()
  const { title, indices } = listed(atlas, group, chosen, you)
  return (
    <section className={styles.near} aria-labelledby="map-near">
      <h2 id="map-near" className={styles.title}>
        {title}
      </h2>
      <ol className={styles.list}>
        {indices.map((index) => {
          const movie = atlas.movies[index]
          if (movie === undefined) return null
          const sign = atlas.groupAt[index]?.sign
          const stars = starsFor(progress, movie.movie_id)
          return (
            <li key={movie.movie_id}>
              <button type="button" className={styles.movie} aria-pressed={index === chosen} onClick={() => onChoose(index)}>
                {sign === undefined ? <span /> : <MapSign sign={sign} size={14} />}
                <span>
                  {movie.title} {movie.year !== null && <span className={styles.year}>{movie.year}</span>}
                </span>
                {stars !== null && <span className={styles.stars}>{starsNumber(stars)} ★</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function listed(atlas: Atlas, group: AtlasGroup | null, chosen: number | null, you: You): { title: string; indices: number[] } {
  if (chosen !== null) {
    const place = { x: atlas.xs[chosen] ?? 0, y: atlas.ys[chosen] ?? 0 }
    const indices = nearestTo(atlas, place, N_LISTED, (index) => index !== chosen)
    return { title: text.nearestTo(atlas.movies[chosen]?.title ?? ''), indices }
  }
  if (group !== null) return { title: text.bestKnownOf(group.name), indices: group.members.slice(0, N_LISTED) }
  const near = you.nearest.map(({ id }) => atlas.indexOf.get(id)).filter((index) => index !== undefined)
  if (near.length > 0) return { title: text.nearestToYou, indices: near.slice(0, N_LISTED) }
  return { title: text.bestKnown, indices: [...atlas.movies.keys()].slice(0, N_LISTED) }
}
