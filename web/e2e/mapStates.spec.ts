import { expect } from '@playwright/test'
import { card, findOnMap, openMap, openRatedMap, wellKnown } from './mapSteps'
import { holdBack, lookAt } from './screens'
import { problemAnswer } from './steps'

/** Every state of the map. */
lookAt({
  map: (page) => openRatedMap(page),
  'map-movie': async (page) => {
    const { id } = await wellKnown(page)
    await openRatedMap(page, `/map?movie=${id}`)
    await expect(card(page).getByRole('slider')).toBeVisible()
  },
  'map-group': (page) => openMap(page, '/map?group=1'),
  'map-first': (page) => openMap(page),
  'map-not-there': async (page) => {
    await page.route('**/api/v1/movies?query=*', (route) =>
      route.fulfill({
        json: {
          movies: [{ id: 999_999_999, title: 'The Unknown', year: 1931, genres: [], imdb_id: null, poster_url: '/api/v1/posters/999999999' }],
          next_cursor: null,
        },
      }),
    )
    await openMap(page)
    await findOnMap(page, 'unknown')
    await expect(page.getByText(/^The Unknown \(1931\) is not on the map/)).toBeVisible()
  },
  'map-loading': async (page) => {
    await page.route('**/api/v1/map', holdBack)
    await page.goto('/map')
    await expect(page.getByRole('status', { name: 'Drawing the map' })).toBeVisible()
  },
  'map-unreachable': async (page) => {
    await page.route('**/api/v1/map', (route) => route.abort())
    await page.goto('/map')
    await expect(page.getByRole('alert')).toContainText('We lost the projector')
  },
  'map-none': async (page) => {
    await page.route('**/api/v1/map', (route) => route.fulfill({ json: { movies: [], trustworthiness: null } }))
    await page.goto('/map')
    await expect(page.getByRole('heading', { name: 'There is no map here' })).toBeVisible()
  },
  'map-nowhere': async (page) => {
    await page.route('**/api/v1/map/position', (route) => route.fulfill(problemAnswer(500, 'internal', 'a fault of its own')))
    await openRatedMap(page)
    await expect(page.getByText('Your place could not be worked out')).toBeVisible()
  },
})
