import { type Page, expect, test } from '@playwright/test'
import { card, findOnMap, frameTimes, openMap, surface, wellKnown } from './mapSteps'
import { axeFindings } from './steps'

test('search flies to a movie, it is rated there, and the visitor stands on the map', async ({ page }) => {
  const movie = await wellKnown(page)
  await openMap(page)
  await expect(page.getByText('Rate a movie and you will stand here')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Find yourself' })).toBeHidden()

  await findOnMap(page, movie.title)
  await expect(page).toHaveURL(new RegExp(`movie=${movie.id}`))
  await expect(card(page).getByRole('heading', { name: movie.title })).toBeVisible()
  await expect(page.getByRole('heading', { name: `Nearest to ${movie.title}` })).toBeVisible()

  await card(page).getByRole('slider').focus()
  await page.keyboard.press('End')
  await expect(card(page).getByText('You gave it 5 stars')).toBeVisible()
  await expect(page.getByRole('list', { name: 'The groups that are in you' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Find yourself' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])

  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page).toHaveURL(/\/map$/)
  await expect(page.getByRole('heading', { name: 'Nearest to you' })).toBeVisible()
})

test('a pointer shows what a movie is, a click opens it, a wheel zooms and a drag moves', async ({ page }) => {
  const movie = await wellKnown(page)
  await openMap(page, `/map?movie=${movie.id}`)
  const box = await surface(page).boundingBox()
  if (box === null) throw new Error('the map has no place')
  // The map is there at once, with the movie a little above the middle.
  const [x, y] = [box.x + box.width / 2, box.y + box.height * 0.38]
  await page.getByRole('button', { name: 'Close' }).click()
  await page.mouse.move(x + 2, y + 2)
  await expect(page.locator('[class*="tip"]').getByText(movie.title)).toBeVisible()
  await page.mouse.click(x + 2, y + 2)
  await expect(card(page).getByRole('heading', { name: movie.title })).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()

  const before = await picture(page)
  await page.mouse.move(x, y)
  await page.mouse.wheel(0, -400)
  await expect.poll(async () => await picture(page)).not.toEqual(before)
  const zoomed = await picture(page)
  await page.mouse.down()
  await page.mouse.move(x + 120, y + 60, { steps: 4 })
  await page.mouse.up()
  await expect.poll(async () => await picture(page)).not.toEqual(zoomed)
  // A drag opens nothing.
  await expect(card(page)).toBeHidden()
})

test('the whole map goes by keys, and says where one is', async ({ page }) => {
  await openMap(page)
  await surface(page).focus()
  await page.keyboard.press('ArrowRight')
  const said = page.getByRole('status').filter({ hasText: 'Press Enter to open it' })
  await expect(said).toBeAttached()
  const first = await said.textContent()
  await page.keyboard.press('ArrowDown')
  await expect(said).not.toHaveText(first ?? '')
  const title = (await said.textContent())?.replace(/ \(\d{4}\).*$/, '') ?? ''
  await page.keyboard.press('Enter')
  await expect(card(page).getByRole('heading', { level: 2 })).toHaveText(title)
  await page.keyboard.press('Escape')
  await expect(card(page)).toBeHidden()

  const whole = await picture(page)
  await page.keyboard.press('+')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(async () => await picture(page)).not.toEqual(whole)
})

test('a group is picked out, told what it loves, and stands in the address', async ({ page }) => {
  await openMap(page)
  const group = page.getByRole('region', { name: /^Taste groups/ }).getByRole('button').first()
  const name = (await group.textContent())?.trim() ?? ''
  await group.click()
  await expect(page).toHaveURL(/group=\d+/)
  await expect(group).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('region', { name, exact: true })).toContainText(/Loves .+ of all\./)
  await expect(page.getByRole('heading', { name: `Best known in “${name}”` })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('region', { name, exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Show every group' }).click()
  await expect(page).toHaveURL(/\/map$/)
})

test('the map is painted anew, frame after frame, while a wheel turns', async ({ page }, info) => {
  const times = await frameTimes(page)
  expect(times.length).toBeGreaterThan(10)
  // How long a frame takes says more about the machine than about the page: `cargo xtask page-speed` has the limit.
  const median = times[Math.floor(times.length / 2)] ?? Infinity
  info.annotations.push({ type: 'script in a frame', description: `median ${median.toFixed(1)} ms of ${times.length}` })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' })

  test('the map goes by thumb, and every target takes one', async ({ page }) => {
    const movie = await wellKnown(page)
    await openMap(page)
    await findOnMap(page, movie.title)
    await expect(card(page).getByRole('heading', { name: movie.title })).toBeVisible()
    const box = await card(page).getByRole('slider').boundingBox()
    if (box === null) throw new Error('the stars are not there')
    await page.touchscreen.tap(box.x + box.width * 0.75, box.y + box.height / 2)
    await expect(card(page).getByText('You gave it 4 stars')).toBeVisible()
    for (const button of await page.getByRole('button', { name: /^(Zoom|Show the whole|Find yourself|Close)/ }).all()) {
      const size = await button.boundingBox()
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(43.5)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

/** What the canvas of the movies shows now. */
async function picture(page: Page): Promise<string> {
  return await surface(page)
    .locator('canvas')
    .first()
    .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''))
}
