import type { Model } from '@/api/types'
import { Poster } from '@/ui/Poster'
import { modelDescription, modelTitle } from '@/ui/modelsText'
import { movieFacts } from '@/ui/movieText'
import styles from './SideColumn.module.css'
import { text } from './compareText'
import type { Pick, Side } from './sides'

type Props = { side: Side; nSides: number; model: Model | undefined; other: Model | undefined }

/** One model: what it does, and its list with each movie's place in other lists. */
export function SideColumn({ side, nSides, model, other }: Props) {
  const title = model === undefined ? side.algorithm : modelTitle(model)
  return (
    <section className={styles.side} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.description}>{model !== undefined && modelDescription(model)}</p>
      <p className={styles.only}>{onlyText(side)}</p>
      <ol className={styles.list} aria-label={text.picks(title)}>
        {side.picks.map((pick) => (
          <li key={pick.movie.id} className={styles.pick} data-held={pick.held}>
            <span className={styles.rank}>{pick.rank}</span>
            <div className={styles.poster}>
              <Poster movie={pick.movie} />
            </div>
            <div className={styles.words}>
              <h3 className={styles.name}>{pick.movie.title}</h3>
              <p className={styles.facts}>{movieFacts(pick.movie, 2)}</p>
              <p className={styles.mark}>{markText(pick, nSides, other)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function onlyText({ nOnly, picks }: Side): string {
  if (nOnly === 0) return text.noneOnly
  return nOnly === picks.length ? text.allOnly : text.someOnly(nOnly, picks.length)
}

/** Says which other lists have the movie, in words and not only in colour. */
function markText({ held, elsewhere }: Pick, nSides: number, other: Model | undefined): string {
  const place = text.placeIn(elsewhere, other === undefined ? text.theOther : modelTitle(other))
  if (held === 'all') return text.inAll(nSides, place)
  return held === 'none' ? text.onlyHere(place) : place
}
