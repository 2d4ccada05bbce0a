import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { fakeApi, json, problem } from '@/test/fakeApi'
import { rated, recommendation } from '@/test/movies'
import { openPage } from '@/test/openPage'

it('leaves out the one rating whose movie is gone, and keeps all others', async () => {
  fakeApi({
    '/api/v1/recommendations': async (request) =>
      (await request.text()).includes('"movie_id":7')
        ? problem(422, 'unknown_movie', 'ratings[1].movie_id is 7, which is not a movie in the loaded data')
        : json({ algorithm: 'kmeans', recommendations: [recommendation(1, 'Still here')] }),
  })
  const { user, ratings } = openPage('/recommendations', rated([1, 5], [7, 4], [9, 2]))
  expect(await screen.findByRole('heading', { name: 'Movie 7 (1997) is no longer here' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Leave it out and go on' }))
  expect(await screen.findByRole('heading', { name: 'Still here' })).toBeVisible()
  expect(ratings.get().ratings.map(({ movie }) => movie.id)).toEqual([1, 9])
})

it('offers a fresh start when the gone movie is not one that the page knows', async () => {
  fakeApi({ '/api/v1/recommendations': () => problem(422, 'unknown_movie', 'exclude[0] is 12, which is not a movie in the loaded data') })
  openPage('/recommendations', rated([1, 5]))
  expect(await screen.findByRole('button', { name: 'Start over' })).toBeVisible()
})
