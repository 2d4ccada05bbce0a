import { expect, test } from '@playwright/test'
import { openDeck } from './steps'

/** Scripts compressed, as the build counts them (build/firstLoad.ts). */
const LIMIT_BYTES = 200 * 1000

test('a newcomer’s first page asks each question once, and loads no more script than the build says', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => {
    asked.push(new URL(request.url()).pathname)
  })
  await openDeck(page)
  await expect(page.getByRole('combobox', { name: 'Search for a movie you know' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  // The question that is fetched before the script is the one that the script asks.
  expect(asked.filter((path) => path === '/api/v1/onboarding')).toHaveLength(1)
  expect(asked.filter((path) => path === '/api/v1/models')).toHaveLength(1)
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .flatMap((entry) => (entry instanceof PerformanceResourceTiming && entry.name.endsWith('.js') ? [entry.encodedBodySize] : []))
      .reduce((sum, size) => sum + size, 0),
  )
  expect(bytes).toBeGreaterThan(LIMIT_BYTES / 10)
  expect(bytes).toBeLessThan(LIMIT_BYTES)
})

test('who shows a link to the page is told where its picture is, whole', async ({ page, request, baseURL }) => {
  await page.goto('/')
  const picture = await page.locator('meta[property="og:image"]').getAttribute('content')
  expect(picture).toBe(new URL('/share-card.png', baseURL).href)
  const answer = await request.get(picture ?? '')
  expect(answer.headers()['content-type']).toBe('image/png')
})
