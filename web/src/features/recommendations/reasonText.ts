import type { CitedRating, Reason } from '@/api/types'
import { starsNumber, starsText } from '@/ui/starsText'

const count = new Intl.NumberFormat('en')
const listed = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' })
const mean = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Fewer stars than this are not praise: "because you gave it 1 star" would puzzle a visitor. */
const PRAISE = 3

/** Why a movie is in the list, in words. */
export function reasonText(reason: Reason): string {
  const stars = `${mean.format(reason.mean_stars)} stars`
  switch (reason.kind) {
    case 'popular':
      return `Widely loved: ${stars} on average over ${ratings(reason.n_ratings)}.`
    case 'taste_group':
      return `Your taste group gives it ${stars}, over ${ratings(reason.n_ratings)} from its ${count.format(reason.n_members)} people.`
    case 'similar_users':
      return `${count.format(reason.n_ratings)} of the ${count.format(reason.n_neighbours)} people most like you rated it: ${stars} on average.`
    case 'your_ratings':
      return yourRatingsText(reason.rated)
  }
}

/** "Because you gave Heat 5 stars and Casino 4½." */
function yourRatingsText(rated: CitedRating[]): string {
  if (rated.some(({ stars }) => stars < PRAISE)) {
    const what = rated.length === 1 ? 'rating' : 'ratings'
    return `Fits your ${what} of ${listed.format(rated.map(({ title }) => title))}.`
  }
  const gifts = rated.map(({ title, stars }, place) => `${title} ${place === 0 ? starsText(stars) : starsNumber(stars)}`)
  return `Because you gave ${listed.format(gifts)}.`
}

function ratings(n: number): string {
  return `${count.format(n)} ${n === 1 ? 'rating' : 'ratings'}`
}
