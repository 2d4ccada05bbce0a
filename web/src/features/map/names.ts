import { movieName } from '@/ui/movieText'
import type { Atlas } from './drawing/atlas'

/** "Heat (1995)". */
export function nameOf(atlas: Atlas, index: number): string {
  const movie = atlas.movies[index]
  return movie === undefined ? '' : movieName(movie)
}
