import type { Movie } from '@/api/types'

/** "1995 · Action, Crime": the line under a title. */
export function movieFacts(movie: Movie, maxGenres = 3): string {
  const genres = movie.genres.slice(0, maxGenres).join(', ')
  return [movie.year, genres].filter(Boolean).join(' · ')
}

/** "Heat (1995)": a movie named in a sentence or a label. */
export function movieName(movie: Pick<Movie, 'title' | 'year'>): string {
  return movie.year == null ? movie.title : `${movie.title} (${movie.year})`
}
