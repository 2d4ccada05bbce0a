import { expect, it } from 'vitest'
import type { Said } from '@/api/types'
import { cited, modelsAnswer } from '@/test/movies'
import { predictedRange, predictedText } from '@/ui/predictedText'
import { reasonText } from './reasonText'
import { workText } from './workText'

it('says in words why a movie is there', () => {
  expect(reasonText({ kind: 'popular', n_ratings: 1329, mean_stars: 4.24 })).toBe(
    'Popular with everybody: 4.2 stars on average over 1,329 ratings.',
  )
  expect(reasonText({ kind: 'similar_users', n_ratings: 31, n_neighbours: 50, mean_stars: 4 })).toBe(
    '31 of the 50 people most like you rated it: 4.0 stars on average.',
  )
  expect(
    reasonText({ kind: 'taste_group', group: 3, n_groups: 12, n_members: 80, n_ratings: 1, mean_stars: 4.3 }),
  ).toBe('Your taste group gives it 4.3 stars, over 1 rating from its 80 people.')
})

it('names the visitor’s own ratings as they would', () => {
  const because = (...rated: [title: string, stars: number | 'liked' | 'seen'][]) =>
    reasonText({
      kind: 'your_ratings',
      rated: rated.map(([title, said], id) => cited(id, title, said)),
      n_ratings: 329,
      mean_stars: 4.2,
    })
  expect(because(['Heat', 5])).toBe('Because you gave Heat 5 stars.')
  expect(because(['Heat', 5], ['Casino', 4.5])).toBe('Because you gave Heat 5 stars and Casino 4½.')
  expect(because(['Heat', 4.5], ['Casino', 4], ['Ronin', 3])).toBe(
    'Because you gave Heat 4½ stars, Casino 4, and Ronin 3.',
  )
  expect(because(['Heat', 5], ['Jack and Jill', 1])).toBe('Fits your ratings of Heat and Jack and Jill.')
  expect(because(['Jack and Jill', 0.5])).toBe('Fits your rating of Jack and Jill.')
  expect(because(['Heat', 'seen'], ['Casino', 'seen'])).toBe('Because you saw Heat and Casino.')
  expect(because(['Heat', 5], ['Casino', 'seen'], ['Ronin', 4])).toBe(
    'Because you gave Heat 5 stars, saw Casino, and gave Ronin 4 stars.',
  )
  expect(because(['Heat', 'liked'], ['Casino', 'seen'])).toBe('Because you liked Heat and saw Casino.')
})

it('says whose favourite a well-known movie is', () => {
  const popularWith = (said: number | 'liked' | 'seen') =>
    reasonText({ kind: 'popular_with_fans', fans_of: cited(6, 'Heat', said), n_ratings: 329, mean_stars: 4.2 })
  expect(popularWith(5)).toBe('Popular with people who like Heat.')
  expect(popularWith('liked')).toBe('Popular with people who like Heat.')
  expect(popularWith('seen')).toBe('Popular with people who saw Heat.')
})

it('says what the visitor would give, and how sure that is', () => {
  const predicted = { stars: 4.231, low: 3.08, high: 5 }
  expect(predictedText(predicted)).toBe('You’d give it about 4.2')
  expect(predictedText({ ...predicted, stars: 3.97 })).toBe('You’d give it about 4.0')
  expect(predictedRange(predicted)).toBe('Four times in five, from 3.1 to 5.0 stars')
})

/** So many ratings, and movies that were seen without stars. */
function said(nRated: number, nSeen = 0): Said {
  return {
    ratings: Array.from({ length: nRated }, (_, id) => ({ movie_id: id, stars: 4 })),
    seen: Array.from({ length: nSeen }, (_, place) => 1000 + place),
  }
}

it('tells what a model does with the visitor’s own numbers', () => {
  const { data } = modelsAnswer
  expect(workText('user-knn', said(7), data)).toBe('Comparing your 7 ratings with those of 610 people')
  expect(workText('kmeans', said(1), data)).toBe('Finding the taste group that fits your rating, among 610 people')
  expect(workText('ease', said(2), data)).toBe('Ranking 9,742 movies by your 2 ratings')
  expect(workText('user-knn', said(2), { ...data, is_sample: true })).toContain('610 invented viewers')
  expect(workText(undefined, said(2), undefined)).toBe('Reading your 2 ratings')
  expect(workText('ease', said(0, 120), data)).toBe('Ranking 9,742 movies by the 120 movies you saw')
  expect(workText(undefined, said(1, 1), data)).toContain('by your rating and the movie you saw')
})
