import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { fakeApi, json, problem } from '@/test/fakeApi'
import { movie, movies, rated } from '@/test/movies'
import { openPage } from '@/test/openPage'
// Loaded before any timeout runs; the page loads it after the deck.
import '@/features/search'

const deck = () => json({ movies: movies(1, 16) })

describe('the deck', () => {
  it('rates by keys, goes back with the stars, and passes over what was not seen', async () => {
    fakeApi({ '/api/v1/onboarding': deck })
    const { user, ratings } = openPage('/')
    await screen.findByRole('heading', { name: 'Movie 1' })
    expect(screen.getByRole('button', { name: 'See recommendations' })).toBeDisabled()

    await user.keyboard('4')
    expect(screen.getByRole('heading', { name: 'Movie 2' })).toHaveFocus()
    expect(screen.getByText('Movie 1: 4 stars.')).toHaveRole('status')
    await user.keyboard('s')
    await user.keyboard('{ArrowLeft}{ArrowLeft}')
    expect(screen.getByRole('heading', { name: 'Movie 1' })).toBeVisible()
    expect(screen.getByRole('slider', { name: 'Your stars for Movie 1 (1991)' })).toHaveAttribute('aria-valuenow', '4')

    await user.keyboard('2')
    expect(ratings.get().ratings).toEqual([{ movie: movie(1), stars: 2 }])
    expect(screen.getByRole('link', { name: 'See recommendations' })).toBeVisible()
  })

  it('keeps a star when going on from a card that has one', async () => {
    fakeApi({ '/api/v1/onboarding': deck })
    const { user, ratings } = openPage('/', rated([1, 4]))
    await screen.findByRole('heading', { name: 'Movie 2' })
    await user.click(screen.getByRole('button', { name: 'Back' }))
    await user.click(screen.getByRole('button', { name: 'Keep 4 stars' }))
    expect(screen.getByRole('heading', { name: 'Movie 2' })).toBeVisible()
    expect(ratings.get().ratings).toHaveLength(1)
  })

  it('leaves the keys alone once the shortcuts are off', async () => {
    fakeApi({ '/api/v1/onboarding': deck })
    const { user, ratings } = openPage('/')
    await user.click(await screen.findByRole('button', { name: 'Keyboard shortcuts: on' }))
    await user.keyboard('4')
    expect(ratings.get().ratings).toEqual([])
    expect(screen.getByRole('heading', { name: 'Movie 1' })).toBeVisible()
  })

  it('asks for more with the answers so far before the cards run out', async () => {
    const calls = fakeApi({ '/api/v1/onboarding': deck })
    const { user } = openPage('/')
    await screen.findByRole('heading', { name: 'Movie 1' })
    await user.keyboard('3333333')
    await waitFor(() => {
      const asked = calls.map((call) => new URL(call.url)).filter((url) => url.pathname.endsWith('onboarding'))
      expect(asked.at(-1)?.searchParams.get('rated')).toMatch(/^1:3,2:3/)
    })
  })

  it('says what went wrong in the API’s words, and tries again', async () => {
    let isBroken = true
    fakeApi({ '/api/v1/onboarding': () => (isBroken ? problem(500, 'internal', 'the catalogue is on fire') : deck()) })
    const { user } = openPage('/')
    expect(await screen.findByText('the catalogue is on fire')).toBeVisible()
    isBroken = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('heading', { name: 'Movie 1' })).toBeVisible()
  })

  it('says so when there is nothing left to ask', async () => {
    fakeApi({ '/api/v1/onboarding': () => json({ movies: [] }) })
    openPage('/')
    expect(await screen.findByRole('heading', { name: 'That was the whole deck' })).toBeVisible()
  })
})

describe('the list of ratings', () => {
  it('changes and removes a rating, and starts over after asking', async () => {
    fakeApi({ '/api/v1/onboarding': deck })
    const { user, ratings } = openPage('/', rated([20, 4], [21, 2]))
    const list = within(await screen.findByRole('complementary', { name: 'What you rated' }))
    list.getByRole('slider', { name: 'Stars for Movie 20 (2010)' }).focus()
    await user.keyboard('{ArrowDown}')
    expect(ratings.get().ratings[0]?.stars).toBe(3.5)
    await user.click(list.getByRole('button', { name: 'Remove Movie 21 (2011)' }))
    expect(ratings.get().ratings).toHaveLength(1)

    await user.click(list.getByRole('button', { name: 'Start over' }))
    await user.click(await screen.findByRole('button', { name: 'Forget everything' }))
    expect(ratings.get().ratings).toHaveLength(0)
  })
})

describe('the search', () => {
  it('puts the movie that is picked on top of the deck', async () => {
    fakeApi({ '/api/v1/onboarding': deck, '/api/v1/movies': () => json({ movies: [movie(50, 'Heat')] }) })
    const { user } = openPage('/')
    await screen.findByRole('heading', { name: 'Movie 1' })
    await user.type(await screen.findByRole('combobox', { name: 'Search for a movie you know' }), 'heat')
    await screen.findByRole('option', { name: /Heat/ })
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { name: 'Heat' })).toHaveFocus()
  })

  it('says beside the field that a text is too long, and does not ask', async () => {
    const calls = fakeApi({ '/api/v1/onboarding': deck })
    const { user } = openPage('/')
    await user.click(await screen.findByRole('combobox'))
    await user.paste('a'.repeat(81))
    expect(screen.getByText('At most 80 characters, please: this has 81.')).toBeVisible()
    expect(screen.getByRole('combobox')).toBeInvalid()
    expect(calls.some((call) => new URL(call.url).pathname === '/api/v1/movies')).toBe(false)
  })

  it('says so when nothing matches', async () => {
    fakeApi({ '/api/v1/onboarding': deck, '/api/v1/movies': () => json({ movies: [] }) })
    const { user } = openPage('/')
    await user.type(await screen.findByRole('combobox'), 'zzz')
    expect(await screen.findByText(/No movie found for “zzz”/)).toBeVisible()
  })
})
