import { useId, useState } from 'react'
import type { Movie } from '@/api/types'
import { MovieSearch } from '@/features/search'
import { Button } from '@/ui/Button'
import { StarRating } from '@/ui/StarRating'
import { movieName } from '@/ui/movieText'
import styles from './NightView.module.css'
import { MAX_NAME_CHARS, type Person, cleanName } from './link'

/** A movie that was found gets this many until it is changed: people name what they like. */
const FIRST_STARS = 4.5

type Props = { taken: string[]; onAdd: (person: Person) => void }

/** Somebody at this screen: a name, and a few movies with stars. */
export function PersonForm({ taken, onAdd }: Props) {
  const [name, setName] = useState('')
  const [rated, setRated] = useState<{ movie: Movie; stars: number }[]>([])
  const id = useId()
  const clean = cleanName(name)
  const isTaken = taken.includes(clean)

  const set = (movie: Movie, stars: number) =>
    setRated((before) => [...before.filter((one) => one.movie.id !== movie.id), { movie, stars }])

  return (
    <section className={styles.form} aria-label="Someone on this screen">
      <label htmlFor={id}>Name</label>
      <input
        id={id}
        className={styles.field}
        value={name}
        maxLength={MAX_NAME_CHARS}
        autoComplete="off"
        aria-describedby={`${id}-taken`}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <p id={`${id}-taken`} className={styles.note}>
        {isTaken && `${clean} is here already; another name tells you apart.`}
      </p>
      <p>A few movies this person has strong feelings about:</p>
      <MovieSearch onPick={(movie) => set(movie, FIRST_STARS)} />
      <ul className={styles.rated}>
        {rated.map(({ movie, stars }) => (
          <li key={movie.id} className={styles.ratedRow}>
            <span>{movieName(movie)}</span>
            <StarRating label={`Stars for ${movieName(movie)}`} value={stars} onRate={(next) => set(movie, next)} />
          </li>
        ))}
      </ul>
      <Button
        look="filled"
        disabled={clean === '' || isTaken || rated.length === 0}
        onClick={() => onAdd({ name: clean, ratings: rated.map(({ movie, stars }) => ({ movie_id: movie.id, stars })) })}
      >
        Add to the night
      </Button>
    </section>
  )
}
