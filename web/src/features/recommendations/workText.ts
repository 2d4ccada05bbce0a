import type { DataSet, Said } from '@/api/types'
import { saidText } from '@/features/ratings'

const count = new Intl.NumberFormat('en')

/** Says what a model is doing right now, in plain words and with the visitor's own numbers. */
export function workText(algorithm: string | undefined, said: Said, data: DataSet | undefined): string {
  const yours = saidText(said)
  if (data === undefined) return `Reading ${yours}`
  const people = `${count.format(data.n_users)} ${data.is_sample ? 'invented viewers' : 'people'}`
  switch (algorithm) {
    case 'user-knn':
      return `Comparing ${yours} with those of ${people}`
    case 'kmeans':
      return `Finding the taste group that fits ${yours}, among ${people}`
    default:
      return `Ranking ${count.format(data.n_movies)} movies by ${yours}`
  }
}
