import { type Page, expect, test } from '@playwright/test'
import { holdBack, lookAt } from './screens'
import { axeFindings, openDeck, openKeptList, openRecommendations, problemAnswer, rateByKeys, recommended } from './steps'

async function openList(page: Page) {
  await openDeck(page)
  await rateByKeys(page, ['5', '4', '1', 'Shift+5', '3', '2'])
  await openRecommendations(page)
}

/** The button of one pick, and the panel that it opens. */
async function why(page: Page, place: number) {
  const title = await recommended(page).getByRole('heading', { level: 2 }).nth(place).innerText()
  return {
    opener: page.getByRole('button', { name: `Why ${title}?`, exact: true }),
    panel: page.getByRole('region', { name: `Why ${title}?`, exact: true }),
  }
}

test('by keys alone: why a movie is there, what it would be without a rating, and back', async ({ page }) => {
  await openList(page)
  const { opener, panel } = await why(page, 3)
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(opener).toHaveAttribute('aria-expanded', 'true')
  await expect(panel.getByText(/this would (still )?be \d+/)).toBeVisible()
  await expect(panel.getByText(/Four times in five, from/)).toBeInViewport()

  await test.step('the points of all bars sum to the total', async () => {
    const points = await panel.getByRole('listitem').getByText(/^[+−]?\d+ points$/).allInnerTexts()
    const sum = points.map((text) => parseInt(text.replace('−', '-'), 10)).reduce((a, b) => a + b, 0)
    const total = await panel.getByText(/^Together/).locator('..').getByRole('strong').innerText()
    expect(points.length).toBeGreaterThan(2)
    expect(sum).toBe(parseInt(total, 10))
  })

  await test.step('the same places as the API has them', async () => {
    const rows = await panel.getByText(/^without it/).allInnerTexts()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toMatch(/^without it: (still )?\d+(st|nd|rd|th)$/)
  })

  // Past the card's four signs.
  for (let nTabs = 0; nTabs < 5; nTabs += 1) await page.keyboard.press('Tab')
  await expect(panel.getByRole('button', { name: /^Close/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(opener).toBeFocused()
})

test('another pick’s why takes the place of the first; its panel stands under its own row', async ({ page }) => {
  await openList(page)
  const first = await why(page, 4)
  const second = await why(page, 8)
  await first.opener.click()
  await expect(first.panel).toBeVisible()
  await second.opener.click()
  await expect(first.panel).toBeHidden()
  const below = await second.panel.boundingBox()
  const button = await second.opener.boundingBox()
  expect(below?.y ?? 0).toBeGreaterThan(button?.y ?? Infinity)
  const titles = await recommended(page).getByRole('heading', { level: 2 }).evaluateAll((all) =>
    all.map((title) => ({ x: Math.round(title.getBoundingClientRect().x), row: title.closest('li')?.firstElementChild?.getBoundingClientRect().y ?? 0 })),
  )
  const inReadingOrder = titles.every(({ x, row }, place) => {
    const before = titles[place - 1]
    return before === undefined || row > before.row || x > before.x
  })
  expect(inReadingOrder).toBe(true)
})

test('a why that fails says so, and comes once it is asked again', async ({ page }) => {
  await openList(page)
  await page.route('**/api/v1/recommendations', (route) => route.fulfill(problemAnswer(500, 'internal', 'no sums today')))
  const { opener, panel } = await why(page, 0)
  await opener.click()
  await expect(panel.getByRole('alert')).toContainText('no sums today')
  await page.unroute('**/api/v1/recommendations')
  await panel.getByRole('button', { name: 'Try again' }).click()
  await expect(panel.getByText(/^Together/)).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
})

async function openWhy(page: Page) {
  const { opener } = await why(page, 1)
  await opener.click()
}

lookAt({
  why: async (page) => {
    await openKeptList(page)
    await openWhy(page)
    await expect(page.getByText(/^Together/)).toBeVisible()
  },
  'why-loading': async (page) => {
    await openKeptList(page)
    await page.route('**/api/v1/recommendations', holdBack)
    await openWhy(page)
    await expect(page.getByText('Asking again without each of your ratings')).toBeVisible()
  },
  'why-problem': async (page) => {
    await openKeptList(page)
    await page.route('**/api/v1/recommendations', (route) => route.abort())
    await openWhy(page)
    await expect(page.getByRole('alert')).toBeVisible()
  },
  'why-no-sums': async (page) => {
    await openKeptList(page)
    await page.getByRole('link', { name: 'K-means' }).click()
    await expect(recommended(page)).toHaveAttribute('aria-busy', 'false')
    await openWhy(page)
    await expect(page.getByText('No sums from this model')).toBeVisible()
  },
})
