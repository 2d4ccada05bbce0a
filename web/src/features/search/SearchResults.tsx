import { Combobox } from '@mantine/core'
import { problemFromThrown } from '@/api/problem'
import type { Movie } from '@/api/types'
import { useRatings, starsFor } from '@/features/ratings'
import { Button } from '@/ui/Button'
import { Poster } from '@/ui/Poster'
import { movieFacts } from '@/ui/movieText'
import { starsText } from '@/ui/starsText'
import styles from './MovieSearch.module.css'
import { text as words } from './searchText'
import type { MovieSearchState } from './useMovieSearch'

/** The list under the search field, in each of its states. */
export function SearchResults({ search }: { search: MovieSearchState }) {
  const { movies, isCurrent, query } = search
  const hasList = movies.length > 0 && query.error === null
  return (
    <>
      {!hasList && <SearchNote search={search} />}
      <Combobox.Options
        aria-label={words.found}
        className={styles.options ?? ''}
        aria-busy={!isCurrent}
        hidden={!hasList}
      >
        {movies.map((movie) => (
          <FoundMovie key={movie.id} movie={movie} />
        ))}
      </Combobox.Options>
    </>
  )
}

function FoundMovie({ movie }: { movie: Movie }) {
  const { progress } = useRatings()
  const stars = starsFor(progress, movie.id)
  return (
    <Combobox.Option value={String(movie.id)} className={styles.option ?? ''}>
      <span>
        <Poster movie={movie} />
      </span>
      <span className={styles.words}>
        <span className={styles.movie}>{movie.title}</span>
        <span className={styles.facts}>{movieFacts(movie)}</span>
      </span>
      {stars !== null && <span className={styles.rated}>{starsText(stars)}</span>}
    </Combobox.Option>
  )
}

/** What stands in place of the list: why there is none. */
function SearchNote({ search: { query, text, isCurrent } }: { search: MovieSearchState }) {
  if (query.error) {
    return (
      <div className={styles.note} role="alert">
        <p>{problemFromThrown(query.error).message}</p>
        {/* Pressing it must not take the focus from the field, which would close the list. */}
        <Button onMouseDown={(event) => event.preventDefault()} onClick={() => void query.refetch()}>
          {words.retry}
        </Button>
      </div>
    )
  }
  return (
    <p className={styles.note} role="status">
      {isCurrent ? words.nothing(text) : words.searching}
    </p>
  )
}
