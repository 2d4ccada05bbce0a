import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { noProgress, watch } from '@/features/ratings'
import { fakeApi, json, problem } from '@/test/fakeApi'
import { movie, rated, recommendation } from '@/test/movies'
import { openPage } from '@/test/openPage'

const path = '/api/v1/recommendations'

async function algorithmOf(request: Request): Promise<string> {
  const body: unknown = await request.json()
  const named = typeof body === 'object' && body !== null && 'algorithm' in body ? body.algorithm : undefined
  return typeof named === 'string' ? named : 'user-knn'
}

async function listFor(request: Request): Promise<Response> {
  const algorithm = await algorithmOf(request)
  return json({ algorithm, recommendations: [recommendation(1, `Best by ${algorithm}`)] })
}

it('shows the default model’s list with reasons, and another by its link', async () => {
  fakeApi({ [path]: listFor })
  const { user, router } = openPage('/recommendations', rated([1, 5]))
  expect(await screen.findByRole('heading', { name: 'Best by user-knn' })).toBeVisible()
  expect(screen.getByText('Popular with everybody: 4.2 stars on average over 329 ratings.')).toBeVisible()
  expect(screen.getByText('You’d give it about 4.2')).toHaveAttribute('title', 'Four times in five, from 3.1 to 5.0 stars')
  expect(screen.getByRole('link', { name: 'Collaborative filtering' })).toHaveAttribute('aria-current', 'true')

  await user.click(screen.getByRole('link', { name: 'K-means' }))
  expect(await screen.findByRole('heading', { name: 'Best by kmeans' })).toBeVisible()
  expect(screen.getByText(/^Sorts people into groups of similar taste/)).toBeVisible()
  expect(router.state.location.search).toEqual({ algorithm: 'kmeans' })
})

it('never shows a late answer over a newer one', async () => {
  const gate = new EventTarget()
  const late = new Promise((resolve) => {
    gate.addEventListener('open', resolve)
  })
  fakeApi({
    [path]: async (request) => {
      const answer = await listFor(request.clone())
      if ((await algorithmOf(request)) === 'kmeans') await late
      return answer
    },
  })
  const { router } = openPage('/recommendations', rated([1, 5]))
  await screen.findByRole('heading', { name: 'Best by user-knn' })
  await router.navigate({ to: '/recommendations', search: { algorithm: 'kmeans' } })
  expect(screen.getByRole('list', { name: 'Recommended movies' })).toHaveAttribute('aria-busy', 'true')
  await router.navigate({ to: '/recommendations', search: { algorithm: 'user-knn' } })
  gate.dispatchEvent(new Event('open'))
  await waitFor(() => expect(screen.getByRole('list', { name: 'Recommended movies' })).toHaveAttribute('aria-busy', 'false'))
  expect(screen.getByRole('heading', { name: 'Best by user-knn' })).toBeVisible()
})

it('recommends from what was only seen', async () => {
  const calls = fakeApi({ [path]: listFor })
  openPage('/recommendations', watch(noProgress, [movie(7), movie(3)]))
  expect(await screen.findByRole('heading', { name: 'Best by user-knn' })).toBeVisible()
  expect(screen.getByText('From the 2 movies you saw.')).toBeVisible()
  const asked = calls.find((call) => new URL(call.url).pathname === path)
  expect(await asked?.clone().json()).toMatchObject({ ratings: [], seen: [3, 7] })
})

it('asks for ratings first when there are none', async () => {
  fakeApi({})
  openPage('/recommendations')
  expect(await screen.findByRole('link', { name: 'Rate some movies' })).toHaveAttribute('href', '/')
})

it('waits for models that are warming up, and shows the list once they are', async () => {
  let calls = 0
  fakeApi({
    [path]: (request) => {
      calls += 1
      return calls === 1 ? problem(503, 'not_ready', 'fitting kmeans') : listFor(request)
    },
  })
  openPage('/recommendations', rated([1, 5]))
  expect(await screen.findByRole('heading', { name: 'The models are warming up' })).toBeVisible()
  expect(screen.getByText('fitting kmeans')).toBeVisible()
  expect(await screen.findByRole('heading', { name: 'Best by user-knn' }, { timeout: 4000 })).toBeVisible()
})

it('offers the standard model when the address names one that is not there', async () => {
  fakeApi({ [path]: () => problem(422, 'unknown_algorithm', 'algorithm is tea-leaves') })
  openPage('/recommendations?algorithm=tea-leaves', rated([1, 5]))
  expect(await screen.findByText('algorithm is tea-leaves')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Use the standard model' })).toHaveAttribute('href', '/recommendations')
})

it('says that the server cannot be reached', async () => {
  fakeApi({
    [path]: () => {
      throw new TypeError('Failed to fetch')
    },
  })
  openPage('/recommendations', rated([1, 5]))
  expect(await screen.findByRole('alert')).toHaveTextContent('We lost the projector')
})

it('has a page for addresses that lead nowhere', async () => {
  fakeApi({})
  openPage('/nowhere')
  expect(await screen.findByRole('heading', { name: 'This scene was cut' })).toBeVisible()
})
