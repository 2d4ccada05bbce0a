import { type Page, type Request, expect, test } from '@playwright/test'
import * as v from 'valibot'
import { openList } from './steps'

const body = v.object({ events: v.array(v.object({ kind: v.string(), position: v.number(), list_id: v.string() })) })

/** Every event that the page sends, and under which number. */
function heard(page: Page) {
  const events: v.InferOutput<typeof body>['events'] = []
  const requests: Request[] = []
  page.on('request', (request) => {
    if (!request.url().endsWith('/api/v1/feedback')) return
    requests.push(request)
    events.push(...v.parse(body, request.postDataJSON()).events)
  })
  return { events, requests }
}

test('what is seen, opened, saved and dismissed is told, and the API takes it', async ({ page }) => {
  const { events, requests } = heard(page)
  await openList(page)
  await page.getByRole('button', { name: /^Why / }).first().click()
  await page.getByRole('button', { name: /^Watchlist: / }).first().click()
  await page.getByRole('button', { name: /^Not for me: / }).nth(1).click()
  const kinds = () => new Set(events.map(({ kind }) => kind))
  await expect.poll(kinds).toEqual(new Set(['shown', 'clicked', 'saved', 'dismissed']))
  expect(events.find(({ kind }) => kind === 'clicked')?.position).toBe(1)
  const [request] = requests
  expect((await request?.response())?.status()).toBe(202)
  expect(await request?.headerValue('x-visitor-id')).toMatch(/^[0-9a-f]{32}$/)
})

test('a browser that asks not to be tracked is heard, and “My data” says so', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })
  })
  const { requests } = heard(page)
  const lists: Request[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/v1/recommendations')) lists.push(request)
  })
  await openList(page)
  await page.getByRole('button', { name: /^Why / }).first().click()
  await page.goto('/my-data')
  await expect(page.getByText('Your browser asks not to be tracked')).toBeVisible()
  expect(requests).toEqual([])
  expect(await lists[0]?.headerValue('x-visitor-id')).toBeNull()
})

test('the visitor’s own word counts, and takes their number away', async ({ page }) => {
  await openList(page)
  await page.goto('/my-data')
  await page.getByRole('checkbox', { name: 'Count what I do with my lists' }).uncheck()
  const { requests } = heard(page)
  await page.goto('/recommendations')
  await page.getByRole('button', { name: /^Why / }).first().click()
  await page.goto('/my-data')
  await expect(page.getByRole('checkbox', { name: 'Count what I do with my lists' })).not.toBeChecked()
  expect(requests).toEqual([])
  expect(await page.evaluate(() => window.localStorage.getItem('cinephile.visitor'))).toBeNull()
})
