import { Combobox } from '@mantine/core'
import { problemFromThrown } from '@/api/problem'
import { useRatings, starsFor } from '@/features/ratings'
import { Button } from '@/ui/Button'
import { Poster } from '@/ui/Poster'
import { movieFacts } from '@/ui/movieText'
import { starsText } from '@/ui/starsText'
import styles from './MovieSearch.module.css'
import type { MovieSearchState } from './useMovieSearch'

/** The list under the search field, in each of its states. */
export function SearchResults({ search }: { search: MovieSearchState }) {
  const { query, movies, isCurrent, text } = search
  const { progress } = useRatings()

  if (query.error) {
    return (
      <div className={styles.note} role="alert">
        <p>{problemFromThrown(query.error).message}</p>
        {/* Pressing it must not take the focus from the field, which would close the list. */}
        <Button onMouseDown={(event) => event.preventDefault()} onClick={() => void query.refetch()}>
          Try again
        </Button>
      </div>
    )
  }
  if (movies.length === 0) {
    return (
      <p className={styles.note} role="status">
        {isCurrent ? `No movie found for “${text}”. Try fewer or other letters.` : 'Searching'}
      </p>
    )
  }
  return (
    <Combobox.Options aria-label="Movies found" className={styles.options} aria-busy={!isCurrent}>
      {movies.map((movie) => {
        const stars = starsFor(progress, movie.id)
        return (
          <Combobox.Option key={movie.id} value={String(movie.id)} className={styles.option}>
            <span className={styles.poster}>
              <Poster movie={movie} />
            </span>
            <span className={styles.words}>
              <span className={styles.movie}>{movie.title}</span>
              <span className={styles.facts}>{movieFacts(movie)}</span>
            </span>
            {stars !== null && <span className={styles.rated}>{starsText(stars)}</span>}
          </Combobox.Option>
        )
      })}
    </Combobox.Options>
  )
}
