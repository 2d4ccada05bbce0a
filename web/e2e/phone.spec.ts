import { expect, test } from '@playwright/test'
import { deckTitle, openDeck, openRecommendations, recommended } from './steps'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' })

test('on a phone the whole walk goes by thumb', async ({ page }) => {
  await openDeck(page)
  await test.step('stars and both ways on are in view without scrolling', async () => {
    await expect(page.getByRole('slider', { name: /^Your stars/ })).toBeInViewport({ ratio: 1 })
    await expect(page.getByRole('button', { name: 'Haven’t seen it' })).toBeInViewport({ ratio: 1 })
    await expect(page.getByText('See recommendations')).toBeInViewport({ ratio: 1 })
  })

  const taps = [0.95, 0.75, 0.35, 0.1, 0.55]
  for (const place of taps) {
    const title = await deckTitle(page).innerText()
    const box = await page.getByRole('slider', { name: /^Your stars/ }).boundingBox()
    if (box === null) throw new Error('the stars are not there')
    await page.touchscreen.tap(box.x + box.width * place, box.y + box.height / 2)
    await expect(deckTitle(page)).not.toHaveText(title)
  }
  await page.getByRole('button', { name: 'Haven’t seen it' }).tap()
  await page.getByRole('button', { name: 'Back' }).tap()
  await expect(page.getByText(/^5 rated: /)).toBeVisible()

  await openRecommendations(page)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await page.getByRole('link', { name: 'K-means' }).tap()
  await expect(page).toHaveURL(/kmeans/)
  await expect(recommended(page)).toHaveAttribute('aria-busy', 'false')
})

test('everything that takes a thumb is at least 44 px', async ({ page }) => {
  await openDeck(page)
  await page.getByRole('button', { name: 'Haven’t seen it' }).tap()
  const targets = page.locator('button:visible, nav a:visible, [role="slider"]:visible, input:visible')
  for (const target of await targets.all()) {
    const box = await target.boundingBox()
    expect.soft(Math.min(box?.height ?? 0, box?.width ?? 0), await target.innerHTML()).toBeGreaterThanOrEqual(43.5)
  }
})
