import type { DataSet } from '@/api/types'

const count = new Intl.NumberFormat('en')

/** Every word of this feature that a visitor reads. */
export const text = {
  sign: 'Cinephile',
  privacy:
    'Your ratings stay in this browser. They are sent to compute your list and are not kept. There is no account. What is counted about lists, and how to stop it, is under',
  myData: 'My data',

  about: 'About the data',
  sample: 'Sample data:',
  madeUp: 'real movies, made-up ratings.',
  madeUpMore: 'The picks show how it works, not what people think.',
} as const

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
