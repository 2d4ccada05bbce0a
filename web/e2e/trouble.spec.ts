import { expect, test } from '@playwright/test'
import { deckTitle, openDeck, openRecommendations, problemAnswer, rateByKeys, recommended } from './steps'

const RECOMMENDATIONS = '**/api/v1/recommendations'
const ONBOARDING = '**/api/v1/onboarding?*'

test('the API goes down and comes back: nothing is lost, and the page goes on by itself', async ({ page }) => {
  await openDeck(page)
  await rateByKeys(page, ['5', '4', '2'])
  await page.route('**/api/**', (route) => route.abort())
  await page.getByRole('link', { name: 'See recommendations' }).click()
  await expect(page.getByRole('alert')).toContainText('We lost the projector')
  await page.unroute('**/api/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(recommended(page)).toBeVisible()
  await page.getByRole('link', { name: 'Rate more' }).click()
  await expect(page.getByRole('heading', { name: 'Your ratings (3)' })).toBeVisible()
})

test('a deck that cannot load is there once the API answers', async ({ page }) => {
  await page.route('**/api/**', (route) => route.abort())
  await page.goto('/')
  await expect(page.getByRole('alert')).toContainText('This page keeps trying by itself')
  await page.unroute('**/api/**')
  await expect(deckTitle(page)).toBeVisible()
})

test('models that are warming up are waited for', async ({ page }) => {
  let isReady = false
  await page.route(ONBOARDING, (route) =>
    isReady ? route.continue() : route.fulfill(problemAnswer(503, 'not_ready', 'fitting kmeans')),
  )
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'The models are warming up' })).toBeVisible()
  await expect(page.getByText('fitting kmeans')).toBeVisible()
  isReady = true
  await expect(deckTitle(page)).toBeVisible()
})

test('a problem is told in the API’s own words', async ({ page }) => {
  await openDeck(page)
  await rateByKeys(page, ['5'])
  await page.goto('/recommendations?algorithm=tea-leaves')
  await expect(page.getByRole('alert')).toContainText('tea-leaves')
  await page.getByRole('link', { name: 'Use the standard model' }).click()
  await expect(recommended(page)).toBeVisible()
})

test('of two quick switches the later one stands, whichever answer comes last', async ({ page }) => {
  await openDeck(page)
  await rateByKeys(page, ['5', '4', '1', '3', '5'])
  await openRecommendations(page)
  const byDefault = await recommended(page).getByRole('heading').allInnerTexts()

  const gate = new EventTarget()
  const isOpen = new Promise((resolve) => {
    gate.addEventListener('open', resolve)
  })
  await page.route(RECOMMENDATIONS, async (route) => {
    if (route.request().postData()?.includes('"kmeans"')) await isOpen
    await route.continue().catch(() => {})
  })
  await page.getByRole('link', { name: 'K-means' }).click()
  await expect(recommended(page)).toHaveAttribute('aria-busy', 'true')
  await expect(page.getByRole('status').filter({ hasText: 'Finding the taste group' })).toBeVisible()
  await page.getByRole('link', { name: 'Best of both' }).click()
  gate.dispatchEvent(new Event('open'))
  await expect(recommended(page)).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('link', { name: 'Best of both' })).toHaveAttribute('aria-current', /true|page/)
  expect(await recommended(page).getByRole('heading').allInnerTexts()).toEqual(byDefault)
})
