import type { UseComboboxReturnValue } from 'downshift'
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

type Props = { search: MovieSearchState; combobox: UseComboboxReturnValue<Movie> }

/** The list under the search field, in each of its states. It stays in the page, so that the field can always refer to it. */
export function SearchResults({ search, combobox }: Props) {
  const { movies, isCurrent, query } = search
  const hasList = movies.length > 0 && query.error === null
  // The whole box counts as the list: a press on a message in its place must not close it.
  const { ref, ...list } = combobox.getMenuProps({ 'aria-label': words.found })
  return (
    <div ref={ref} className={styles.dropdown} hidden={!combobox.isOpen}>
      {!hasList && <SearchNote search={search} />}
      <ul {...list} className={styles.options} aria-busy={!isCurrent} hidden={!hasList}>
        {movies.map((movie, index) => (
          <li key={movie.id} {...combobox.getItemProps({ item: movie, index })} className={styles.option}>
            <FoundMovie movie={movie} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function FoundMovie({ movie }: { movie: Movie }) {
  const { progress } = useRatings()
  const stars = starsFor(progress, movie.id)
  return (
    <>
      <span>
        <Poster movie={movie} />
      </span>
      <span className={styles.words}>
        <span className={styles.movie}>{movie.title}</span>
        <span className={styles.facts}>{movieFacts(movie)}</span>
      </span>
      {stars !== null && <span className={styles.rated}>{starsText(stars)}</span>}
    </>
  )
}

/** Says why there is no list. */
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
