import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { recommendationsQuery } from '@/api/queries'
import type { Model, Said, Wishes } from '@/api/types'
import { type ListSearch, wishesOf } from '@/listSearch'
import { recommendationsLink } from '@/paths'
import { modelDescription, modelTitle } from '@/ui/modelsText'
import styles from './AlgorithmSwitch.module.css'
import { text } from './listText'

type Props = {
  models: Model[]
  chosen: string | undefined
  search: ListSearch
  /** Which movies are ranked and which are left out, by id. */
  movies: Pick<Wishes, 'only' | 'exclude'>
  said: Said
}

/** The loaded models as links, so that the address holds the choice, with a description of the chosen one. */
export function AlgorithmSwitch({ models, chosen, search, movies, said }: Props) {
  const client = useQueryClient()
  const model = models.find((candidate) => candidate.algorithm === chosen)
  if (models.length === 0) return <div className={styles.space} />

  // Requested while the pointer or the focus is on its way, so that it is there at the click, which reports a failure.
  const prefetch = (algorithm: string) => {
    client.query(recommendationsQuery(said, { ...wishesOf({ ...search, algorithm }), ...movies })).catch(() => undefined)
  }

  return (
    <section className={styles.switch} aria-label={text.switcher}>
      <nav aria-label={text.model}>
        <ul className={styles.choices}>
          {models.map(({ algorithm, title }) => (
            <li key={algorithm}>
              <Link
                {...recommendationsLink({ ...search, algorithm })}
                className={styles.choice}
                aria-current={algorithm === chosen ? 'true' : undefined}
                onPointerEnter={() => prefetch(algorithm)}
                onFocus={() => prefetch(algorithm)}
                resetScroll={false}
                // The page's script is loaded already.
                preload={false}
              >
                {modelTitle({ algorithm, title })}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <p className={styles.description}>{model !== undefined && modelDescription(model)}</p>
    </section>
  )
}
