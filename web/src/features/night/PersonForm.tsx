import { useId, useState } from 'react'
import type { Movie } from '@/api/types'
import { MovieSearch } from '@/features/search'
import { Button } from '@/ui/Button'
import { StarRating } from '@/ui/StarRating'
import { movieName } from '@/ui/movieText'
import styles from './NightView.module.css'
import { MAX_NAME_CHARS, type Person, cleanName } from './link'
import { text } from './nightText'

/** Stars that a found movie gets at first, since people name what they like. */
const FIRST_STARS = 4.5

type Props = { taken: string[]; onAdd: (person: Person) => void }

/** Adds a person at this screen: a name, and a few movies with stars. */
export function PersonForm({ taken, onAdd }: Props) {
  const [name, setName] = useState('')
  const [rated, setRated] = useState<{ movie: Movie; stars: number }[]>([])
  const id = useId()
  const clean = cleanName(name)
  const isTaken = taken.includes(clean)

  const set = (movie: Movie, stars: number) =>
    setRated((before) => [...before.filter((one) => one.movie.id !== movie.id), { movie, stars }])

  return (
    <section className={styles.form} aria-label={text.someone}>
      <label htmlFor={id}>{text.name}</label>
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
        {isTaken && text.taken(clean)}
      </p>
      <p>{text.feelings}</p>
      <MovieSearch onPick={(movie) => set(movie, FIRST_STARS)} />
      <ul className={styles.rated}>
        {rated.map(({ movie, stars }) => (
          <li key={movie.id} className={styles.ratedRow}>
            <span>{movieName(movie)}</span>
            <StarRating label={text.starsFor(movieName(movie))} value={stars} onRate={(next) => set(movie, next)} />
          </li>
        ))}
      </ul>
      <Button
        look="filled"
        disabled={clean === '' || isTaken || rated.length === 0}
        onClick={() => onAdd({ name: clean, ratings: rated.map(({ movie, stars }) => ({ movie_id: movie.id, stars })) })}
      >
        {text.add}
      </Button>
    </section>
  )
}
