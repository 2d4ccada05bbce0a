import type { Ref } from 'react'
import { starsFor, useRatings } from '@/features/ratings'
import { starsText } from '@/ui/starsText'
import type { Atlas } from './drawing/atlas'
import { MapSign } from './MapSign'
import type { Stage } from './drawing/stage'
import styles from './MapTip.module.css'

type Props = { atlas: Atlas; pointed: number | null; ref: Ref<HTMLDivElement> }

/** Names a movie beside the pointer or the ring of the keys. Screen readers hear it from the map's status. */
export function MapTip({ atlas, pointed, ref }: Props) {
  const { progress } = useRatings()
  const movie = pointed === null ? undefined : atlas.movies[pointed]
  const group = pointed === null ? undefined : atlas.groupAt[pointed]
  const stars = movie === undefined ? null : starsFor(progress, movie.movie_id)
  return (
    <div ref={ref} className={styles.tip} hidden={movie === undefined} aria-hidden="true">
      {movie !== undefined && (
        <>
          <span className={styles.title}>
            {movie.title} {movie.year !== null && <span className={styles.year}>{movie.year}</span>}
          </span>
          {group !== undefined && (
            <span className={styles.group}>
              <MapSign sign={group.sign} size={14} /> {group.name}
            </span>
          )}
          {stars !== null && <span className={styles.stars}>{starsText(stars)}</span>}
        </>
      )}
    </div>
  )
}

const GAP_PX = 14

/** Keeps the tip beside its movie while the map moves, on the side with room; it does so without rendering. */
export function placeTip(tip: HTMLElement | null, stage: Stage | null, atlas: Atlas, pointed: number | null): void {
  if (tip === null || stage === null || pointed === null) return
  const [sx, sy] = stage.placeOf(atlas, pointed)
  const { frame } = stage.view()
  const left = sx > frame.width / 2 ? sx - tip.offsetWidth - GAP_PX : sx + GAP_PX
  const top = Math.min(Math.max(8, sy - tip.offsetHeight / 2), frame.height - tip.offsetHeight - 8)
  tip.style.transform = `translate(${Math.round(Math.max(8, left))}px, ${Math.round(top)}px)`
}
