import { useState } from 'react'
import type { Movie } from '@/api/types'
import { MovieSearch } from '@/features/search'
import { movieName } from '@/ui/movieText'
import type { Atlas } from './drawing/atlas'
import styles from './MapView.module.css'
import { text } from './mapText'

type Props = { atlas: Atlas; onFound: (index: number) => void }

/** Finds a movie by its title, even with typos, and moves the map there. It says so if the movie is not on the map. */
export function MapSearchField({ atlas, onFound }: Props) {
  const [missing, setMissing] = useState<Movie | null>(null)

  function pick(movie: Movie) {
    const index = atlas.indexOf.get(movie.id)
    setMissing(index === undefined ? movie : null)
    if (index !== undefined) onFound(index)
  }

  return (
    <>
      <MovieSearch label={text.search} onPick={pick} />
      <p role="status" className={styles.note}>
        {missing !== null && text.notHere(movieName(missing), atlas.movies.length)}
      </p>
    </>
  )
}
