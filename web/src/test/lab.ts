import type { Contender, Evaluation, Evaluations, Statistics, TasteGroups } from '@/api/labTypes'
import { movie } from './movies'

/** A contender with one figure for each number of revealed ratings; `null` for all. */
export function contender(algorithm: string, values: [revealed: number | null, ndcg: number, disliked: number][]): Contender {
  const mean = values.reduce((sum, [, ndcg]) => sum + ndcg, 0) / values.length
  return {
    algorithm,
    score: { mean, low: mean - 0.02, high: mean + 0.02 },
    behind_best: null,
    rounds: values.map(([revealed, ndcg, disliked]) => ({
      n_revealed: revealed,
      metrics: [
        { metric: 'ndcg@20', value: ndcg, low: ndcg - 0.03, high: ndcg + 0.03 },
        { metric: 'disliked@20', value: disliked, low: null, high: null },
      ],
    })),
    fit_s: 1,
    fit_cpu_s: 2,
    list_ms: 0.5,
    model_mb: algorithm === 'popularity' ? 0 : 12.5,
  }
}

export function board(protocol: string, contenders: Contender[]): Evaluation {
  return {
    protocol,
    data: 'ml-latest-small',
    part: 'test',
    seeds: [1],
    n_train_users: 487,
    n_items: 9742,
    n_train_ratings: 80_000,
    n_judged: 61,
    score_metric: 'ndcg@20',
    higher_is_better: true,
    contenders,
  }
}

export const newcomers = board('few-ratings', [
  contender('user-knn', [
    [1, 0.2, 0.1],
    [10, 0.3, 0.08],
  ]),
  contender('kmeans', [
    [1, 0.22, 0.3],
    [10, 0.24, 0.2],
  ]),
])

export const fans = board('strong', [contender('user-knn', [[null, 0.41, 0.2]]), contender('naive-kmeans', [[null, 0.05, 0.6]])])

export function evaluations(state: Evaluations['state'], boards: Evaluation[], detail: string | null = null): Evaluations {
  return { state, detail, evaluations: boards }
}

const taste = { genres: [{ name: 'Horror', share: 0.2, lift: 2.4 }], decades: [], movies: [] }

export const groups: TasteGroups = {
  n_users: 610,
  clusters: [
    {
      cluster: 0,
      name: 'Horror of the 1980s',
      name_parts: { genres: ['Horror'], decade: 1980, avoided: null, number: 1 },
      n_members: 80,
      share: 0.131,
      n_ratings: 9000,
      loves: { ...taste, movies: [{ movie: movie(1, 'Alien'), lift: 3, n_ratings: 40, mean_stars: 4.2 }] },
      avoids: { genres: [{ name: 'Musical', share: 0.01, lift: 0.4 }], decades: [], movies: [] },
    },
  ],
  quality: [
    { n_clusters: 2, inertia: 500, silhouette: 0.04 },
    { n_clusters: 8, inertia: 430, silhouette: 0.02 },
  ],
}

export const statistics: Statistics = {
  mean_stars: 3.5,
  by_stars: Array.from({ length: 10 }, (_, place) => ({ stars: (place + 1) / 2, n_ratings: 10 * (place + 1) })),
  popularity: [
    { share_of_movies: 0.1, share_of_ratings: 0.64 },
    { share_of_movies: 1, share_of_ratings: 1 },
  ],
  ratings_per_movie: [{ from: 2, to: 3, n: 1200 }],
  ratings_per_user: [{ from: 16, to: 31, n: 40 }],
  genres: [],
  decades: [],
}
