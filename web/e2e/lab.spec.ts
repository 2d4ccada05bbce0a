import { type APIRequestContext, type Page, expect, test } from '@playwright/test'
import * as v from 'valibot'
import { holdBack, lookAt } from './screens'
import { problemAnswer } from './steps'

/** Measuring takes minutes of a processor's spare time; it goes on behind the other walks. */
const MEASURING_MS = 2_700_000

async function openLab(page: Page, address = '/lab') {
  await page.goto(address)
  await expect(page.getByRole('region', { name: 'The stars' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'The groups themselves' })).toBeVisible()
}

async function get<T>(request: APIRequestContext, path: string, shape: v.GenericSchema<unknown, T>): Promise<T> {
  const answer = await request.get(path)
  return v.parse(shape, await answer.json())
}

test('every chart shows the server’s own figures, and its table has them for whoever cannot see it', async ({ page, request }) => {
  const shape = v.object({ by_stars: v.array(v.object({ n_ratings: v.number() })) })
  const answer = await get(request, '/api/v1/statistics', shape)
  await openLab(page)
  const stars = page.getByRole('region', { name: 'The stars' })
  const summary = stars.getByText('The numbers')
  await summary.focus()
  await page.keyboard.press('Enter')
  const counts = answer.by_stars.map(({ n_ratings }) => n_ratings.toLocaleString('en'))
  await expect(stars.getByRole('table').getByRole('row')).toHaveCount(counts.length + 1)
  for (const n of counts) await expect(stars.getByRole('cell', { name: n, exact: true }).first()).toBeVisible()
  await expect(stars.locator('.recharts-bar-rectangle')).toHaveCount(counts.length)

  // The arrow keys go from bar to bar, and what stands there is told.
  await stars.locator('svg.recharts-surface').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(stars.locator('.recharts-tooltip-wrapper')).toContainText(/ratings/)
})

test('the lab is loaded when it is opened, and not before', async ({ page }) => {
  const scripts: string[] = []
  page.on('request', (asked) => {
    if (asked.resourceType() === 'script') scripts.push(new URL(asked.url()).pathname)
  })
  await page.goto('/')
  await expect(page.getByRole('article')).toBeVisible()
  expect(scripts.filter((path) => /lab/i.test(path))).toEqual([])
  await page.goto('/lab')
  await expect(page.getByRole('heading', { name: 'The lab' })).toBeVisible()
  expect(scripts.some((path) => /LabPage/.test(path))).toBe(true)
})

test('a server without figures measures them by itself, and the page follows', async ({ page, request }) => {
  test.setTimeout(MEASURING_MS + 300_000)
  await openLab(page)
  const shape = v.object({ evaluations: v.array(v.unknown()) })
  const nBoards = async () => (await get(request, '/api/v1/evaluations', shape)).evaluations.length
  await expect.poll(nBoards, { timeout: MEASURING_MS, intervals: [2000] }).toBeGreaterThan(0)
  const best = page.getByRole('region', { name: 'Who is best?' })
  await expect(best).toBeVisible()
  await expect(best.locator('.recharts-bar-rectangle').first()).toBeVisible()
  await page.getByRole('combobox', { name: 'By' }).selectOption({ label: 'Disliked@20 (lower is better)' })
  await expect(page).toHaveURL(/metric=disliked/)
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'By' })).toHaveValue('disliked@20')
})

lookAt({
  lab: openLab,
  'lab-loading': async (page) => {
    await page.route('**/api/v1/{evaluations,clusters,statistics}', holdBack)
    await page.goto('/lab')
    await expect(page.getByRole('status', { name: 'Getting the leaderboard' })).toBeVisible()
  },
  'lab-problem': async (page) => {
    await page.route('**/api/v1/{evaluations,clusters,statistics}', (route) =>
      route.fulfill(problemAnswer(400, 'broken', 'the figures cannot be read')),
    )
    await page.goto('/lab')
    await expect(page.getByRole('alert').first()).toBeVisible()
  },
  'lab-nothing': async (page) => {
    await page.route('**/api/v1/evaluations', (route) =>
      route.fulfill({ json: { state: 'not_measured', detail: 'what is published holds no ratings to measure with', evaluations: [] } }),
    )
    await openLab(page)
  },
})
