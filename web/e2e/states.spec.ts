import { type Page, expect, test } from '@playwright/test'
import { holdBack, lookAt } from './screens'
import { deckTitle, openDeck, openRecommendations, problemAnswer, rateByKeys } from './steps'

/** Every state of the deck, the search and the list. */
const states: Record<string, (page: Page) => Promise<void>> = {
  'deck-first': openDeck,
  'deck-rated': async (page) => {
    await openDeck(page)
    await rateByKeys(page, ['5', 'Shift+5', 's', '2', '4'])
  },
  'deck-back': async (page) => {
    await openDeck(page)
    await rateByKeys(page, ['Shift+4', '5', 'ArrowLeft', 'ArrowLeft'])
  },
  'deck-start': async (page) => {
    await openDeck(page)
    await page.getByRole('button', { name: 'Ask me about: anything' }).click()
    await page.getByText('Horror', { exact: true }).click()
    await page.getByText('1980s', { exact: true }).click()
    await expect(page.getByRole('button', { name: 'Ask me about: Horror, 1980s' })).toBeVisible()
  },
  'deck-loading': async (page) => {
    await page.route('**/api/v1/onboarding?*', holdBack)
    await page.goto('/')
    await expect(page.getByText('Getting movies to rate')).toBeAttached()
  },
  'deck-unreachable': async (page) => {
    await page.route('**/api/**', (route) => route.abort())
    await page.goto('/')
    await expect(page.getByRole('alert')).toBeVisible()
  },
  'deck-warming-up': async (page) => {
    await page.route('**/api/v1/onboarding?*', (route) =>
      route.fulfill(problemAnswer(503, 'not_ready', 'the models are not loaded yet: fitting kmeans')),
    )
    await page.goto('/')
    await expect(page.getByRole('alert')).toBeVisible()
  },
  'deck-empty': async (page) => {
    await page.route('**/api/v1/onboarding?*', (route) => route.fulfill({ json: { movies: [] } }))
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'That was the whole deck' })).toBeVisible()
  },
  'deck-no-posters': async (page) => {
    await page.route('**/api/v1/posters/**', (route) => route.abort())
    await openDeck(page)
    await rateByKeys(page, ['5', '3'])
  },
  search: async (page) => {
    await openDeck(page)
    await page.getByRole('combobox').fill('star')
    await expect(page.getByRole('option').first()).toBeVisible()
  },
  'search-too-long': async (page) => {
    await openDeck(page)
    await page.getByRole('combobox').fill('The '.repeat(25))
    await expect(page.getByText(/At most 80 characters/)).toBeVisible()
  },
  'search-nothing': async (page) => {
    await openDeck(page)
    await page.getByRole('combobox').fill('qqqqzzzzxxxx')
    await expect(page.getByText(/No movie found/)).toBeVisible()
  },
  'start-over': async (page) => {
    await openDeck(page)
    await rateByKeys(page, ['5', '3'])
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  },
  recommendations: async (page) => {
    await openDeck(page)
    await rateByKeys(page, ['5', '3', '4', '1', '5'])
    await openRecommendations(page)
  },
  'recommendations-kmeans': async (page) => {
    await openDeck(page)
    await rateByKeys(page, ['5', '3', '4', '1', '5'])
    await page.goto('/recommendations?algorithm=kmeans')
    await expect(page.getByRole('list', { name: 'Recommended movies' })).toBeVisible()
  },
  'recommendations-loading': async (page) => {
    await openDeck(page)
    await rateByKeys(page, ['5', '3', '4'])
    await page.route('**/api/v1/recommendations', holdBack)
    await page.getByRole('link', { name: 'See recommendations' }).click()
    await expect(page.getByText(/by your 3 ratings/)).toBeVisible()
  },
  'recommendations-empty': async (page) => {
    await page.goto('/recommendations')
    await expect(page.getByText('Nothing to go by yet')).toBeVisible()
  },
  'recommendations-problem': async (page) => {
    await openDeck(page)
    await rateByKeys(page, ['5'])
    await page.goto('/recommendations?algorithm=tea-leaves')
    await expect(page.getByRole('alert')).toBeVisible()
  },
  'not-found': async (page) => {
    await page.goto('/no/such/page')
    await expect(page.getByRole('heading', { name: 'This scene was cut' })).toBeVisible()
  },
}

lookAt(states)

test('the theme follows the system until it is chosen, and the choice stays', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openDeck(page)
  const root = page.locator('html')
  await expect(root).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'Switch to the light theme' }).click()
  await expect(root).toHaveAttribute('data-theme', 'light')
  await page.reload()
  await expect(deckTitle(page)).toBeVisible()
  await expect(root).toHaveAttribute('data-theme', 'light')
})
