import type { CitedMovie, Model, Movie, Recommendation } from '@/api/types'
import { type Progress, noProgress } from '@/features/ratings'

export function movie(id: number, title = `Movie ${id}`): Movie {
  return { id, title, year: 1990 + id, genres: ['Drama'], imdb_id: null, tmdb_id: null, poster_url: `/api/v1/posters/${id}` }
}

export function movies(from: number, to: number): Movie[] {
  return Array.from({ length: to - from + 1 }, (_, place) => movie(from + place))
}

export function rated(...stars: [id: number, stars: number][]): Progress {
  return {
    ...noProgress,
    ratings: stars.map(([id, given]) => ({ movie: movie(id), stars: given })),
    trail: stars.map(([id]) => id),
  }
}

/** A movie that the visitor gave stars, liked or saw. */
export function cited(id: number, title: string, said: number | 'liked' | 'seen'): CitedMovie {
  return typeof said === 'number'
    ? { movie_id: id, title, evidence: 'stars', stars: said }
    : { movie_id: id, title, evidence: said, stars: null }
}

export function recommendation(rank: number, title: string): Recommendation {
  return {
    rank,
    movie: movie(100 + rank, title),
    score: 1,
    predicted_stars: { stars: 4.23, low: 3.1, high: 5 },
    explanation: null,
    reason: { kind: 'popular', n_ratings: 329, mean_stars: 4.2 },
  }
}

const models: Model[] = [
  { algorithm: 'user-knn', title: 'Collaborative filtering', description: 'People like you.', is_default: true },
  { algorithm: 'kmeans', title: 'K-means', description: 'Groups of taste.', is_default: false },
]

export const modelsAnswer = {
  models,
  data: { name: 'ml-latest-small', is_sample: false, n_users: 610, n_movies: 9742, n_ratings: 100836 },
}
