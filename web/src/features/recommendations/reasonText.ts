import type { Reason } from '@/api/types'

const count = new Intl.NumberFormat('en')
const mean = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Why a movie stands in the list, in words. */
export function reasonText(reason: Reason): string {
  const stars = `${mean.format(reason.mean_stars)} stars`
  switch (reason.kind) {
    case 'popular':
      return `Widely loved: ${stars} on average over ${ratings(reason.n_ratings)}.`
    case 'taste_group':
      return `Your taste group gives it ${stars}, over ${ratings(reason.n_ratings)} from its ${count.format(reason.n_members)} people.`
    case 'similar_users':
      return `${count.format(reason.n_ratings)} of the ${count.format(reason.n_neighbours)} people most like you rated it: ${stars} on average.`
  }
}

function ratings(n: number): string {
  return `${count.format(n)} ${n === 1 ? 'rating' : 'ratings'}`
}
