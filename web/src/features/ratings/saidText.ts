import type { Said } from '@/api/types'

const count = new Intl.NumberFormat('en')

/** Names what a list is made from: "your 3 ratings", "the 120 movies you saw", "your 3 ratings and the 120 movies you saw". */
export function saidText({ ratings, seen }: Said): string {
  const rated = ratings.length === 1 ? 'your rating' : `your ${count.format(ratings.length)} ratings`
  const saw = seen.length === 1 ? 'the movie you saw' : `the ${count.format(seen.length)} movies you saw`
  if (seen.length === 0) return rated
  return ratings.length === 0 ? saw : `${rated} and ${saw}`
}
