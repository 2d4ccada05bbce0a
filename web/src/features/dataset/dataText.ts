import type { DataSet } from '@/api/types'

const count = new Intl.NumberFormat('en')

/** Names the data and its size in one or two sentences. */
export function dataText(data: DataSet): string {
  const ratings = count.format(data.n_ratings)
  const movies = count.format(data.n_movies)
  const users = count.format(data.n_users)
  if (data.is_sample) {
    return `This is the built-in sample: ${movies} real movies, with ${ratings} ratings by ${users} invented viewers. Load a MovieLens data set for real taste.`
  }
  return `Learned from ${data.name}: ${ratings} ratings of ${movies} movies by ${users} people.`
}
