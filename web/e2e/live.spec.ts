import { type Page, expect, test } from '@playwright/test'
import { lookAt } from './screens'
import { listed, openKeptList, openList, recommended } from './steps'

function stars(page: Page, place: number) {
  return page.getByRole('list', { name: 'Change a star and the list follows' }).getByRole('slider').nth(place)
}

test('a changed star re-ranks the list at once, says what moved, and shows it', async ({ page }) => {
  await openList(page)
  const before = await listed(page)
  await stars(page, 4).focus()
  const tookMs = await page.evaluate(async () => {
    const list = document.querySelector('[aria-label="Recommended movies"]')
    if (list === null) throw new Error('no list')
    const order = () => [...list.querySelectorAll('h2')].map((title) => title.textContent).join()
    const old = order()
    const start = performance.now()
    const changed = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (order() === old) return
        observer.disconnect()
        resolve()
      })
      observer.observe(list, { childList: true, subtree: true, characterData: true })
    })
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }))
    await changed
    return performance.now() - start
  })
  console.log(`star to re-ranked list: ${tookMs.toFixed(0)} ms`)
  expect(await listed(page)).not.toEqual(before)
  await expect(page.getByText(/^The list has changed: /)).toBeAttached()
  await expect(recommended(page).getByText(/^(new|[▲▼] \d+)$/).first()).toBeVisible()
})

test('of two quick stars the later one stands, whichever answer comes last', async ({ page }) => {
  await openList(page)
  const gate = new EventTarget()
  const isOpen = new Promise((resolve) => {
    gate.addEventListener('open', resolve)
  })
  let nAsked = 0
  await page.route('**/api/v1/recommendations', async (route) => {
    nAsked += 1
    if (nAsked === 1) await isOpen
    await route.continue().catch(() => {})
  })
  await stars(page, 3).press('Home')
  await expect.poll(() => nAsked).toBe(1)
  await stars(page, 3).press('End')
  await expect.poll(() => nAsked).toBe(2)
  const later = await listed(page)
  gate.dispatchEvent(new Event('open'))
  await page.waitForLoadState('networkidle')
  expect(await listed(page)).toEqual(later)
  await page.reload()
  expect(await listed(page)).toEqual(later)
})

test('a connection lost in mid-rating loses nothing: the list comes back with the new star in it', async ({ page }) => {
  await openList(page)
  await page.route('**/api/**', (route) => route.abort())
  await stars(page, 4).press('Home')
  await expect(page.getByRole('alert')).toContainText('We lost the projector')
  await stars(page, 3).press('Home')
  await page.unroute('**/api/**')
  await expect(recommended(page)).toBeVisible()
  await expect(stars(page, 4)).toHaveAttribute('aria-valuetext', 'half a star')
  await expect(stars(page, 3)).toHaveAttribute('aria-valuetext', 'half a star')
})

test('not for me, seen it and the watchlist: each takes effect at once, each can be undone, all are there tomorrow', async ({ page }) => {
  await openList(page)
  const [first = '', second = '', third = ''] = await listed(page)
  const name = (title: string) => ({ name: title, exact: true })

  await test.step('not for me', async () => {
    await page.getByRole('button', name(`Not for me: ${first}`)).press('Enter')
    await expect(page.getByText(`${first} will not be shown again.`)).toBeVisible()
    await expect(recommended(page).getByRole('heading', name(first))).toBeHidden()
    await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(recommended(page).getByRole('heading', name(first))).toBeVisible()
    await page.getByRole('button', name(`Not for me: ${first}`)).click()
  })
  await test.step('seen it, rated there by keys', async () => {
    await page.getByRole('button', name(`Seen it: ${second}`)).press('Enter')
    const slider = page.getByRole('slider', { name: `Your stars for ${second}` })
    await slider.press('End')
    await slider.press('Enter')
    await expect(page.getByText(`${second}: 5 stars.`)).toBeVisible()
    await expect(page.getByText('From your 6 ratings.')).toBeVisible()
    expect(await listed(page)).not.toContain(second)
  })
  await test.step('the watchlist', async () => {
    const save = page.getByRole('button', name(`Watchlist: ${third}`))
    await save.click()
    await expect(save).toHaveAttribute('aria-pressed', 'true')
    await page.reload()
    await page.getByRole('link', { name: 'Watchlist' }).click()
    await expect(page.getByRole('list', { name: 'Movies to watch' }).getByRole('heading', name(third))).toBeVisible()
    await page.getByRole('button', name(`Put back: ${first}`)).click()
    await page.getByRole('button', name(`Take off the watchlist: ${third}`)).click()
    await expect(page.getByRole('heading', { name: 'Nothing on your watchlist yet' })).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('heading', name(third))).toBeVisible()
  })
})

test('more like this shows movies alike and saves them', async ({ page }) => {
  await openList(page)
  const [first = ''] = await listed(page)
  await page.getByRole('button', { name: `More like ${first}`, exact: true }).click()
  const alike = page.getByRole('list', { name: `Like ${first}` })
  await expect(alike.getByRole('listitem').nth(3)).toBeVisible()
  await alike.getByRole('button').first().click()
  await expect(alike.getByRole('button').first()).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Escape')
  await expect(alike).toBeHidden()
  await expect(page.getByRole('button', { name: `More like ${first}`, exact: true })).toBeFocused()
})

lookAt({
  'live-moved': async (page) => {
    await openKeptList(page)
    await stars(page, 4).press('Home')
    await expect(page.getByText(/^The list has changed: /)).toBeAttached()
    await recommended(page).scrollIntoViewIfNeeded()
  },
  'live-undo': async (page) => {
    await openKeptList(page)
    const [first = '', second = ''] = await listed(page)
    await page.getByRole('button', { name: `Seen it: ${second}`, exact: true }).click()
    await page.getByRole('button', { name: `Not for me: ${first}`, exact: true }).click()
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
    await listed(page)
  },
  alike: async (page) => {
    await openKeptList(page)
    const [first = ''] = await listed(page)
    await page.getByRole('button', { name: `More like ${first}`, exact: true }).click()
    await expect(page.getByRole('list', { name: `Like ${first}` })).toBeVisible()
  },
  watchlist: async (page) => {
    await openKeptList(page)
    for (const place of [2, 1, 4]) {
      await page.getByRole('button', { name: /^Watchlist: / }).nth(place).press('Enter')
    }
    await page.getByRole('button', { name: /^Not for me: / }).first().press('Enter')
    await page.goto('/watchlist')
    await expect(page.getByRole('heading', { name: 'Your watchlist' })).toBeVisible()
  },
  'watchlist-empty': async (page) => {
    await page.goto('/watchlist')
    await expect(page.getByRole('heading', { name: 'Nothing on your watchlist yet' })).toBeVisible()
  },
})
