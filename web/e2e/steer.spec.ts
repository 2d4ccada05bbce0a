import { type Page, expect, test } from '@playwright/test'
import { lookAt } from './screens'
import { listed, openKeptList, openList, recommended } from './steps'

async function openSteering(page: Page, open = openList) {
  await open(page)
  await page.getByRole('button', { name: 'Steer the list' }).click()
  await expect(page.getByRole('checkbox', { name: 'Comedy' })).toBeAttached()
}

test('genres, years and sliders steer the list at once, stand in the address, and lead back', async ({ page }) => {
  await openSteering(page)
  const plain = await listed(page)

  await test.step('a genre and a decade', async () => {
    await page.getByRole('checkbox', { name: 'Comedy' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: '1990s' }).click()
    await expect(page).toHaveURL(/genres=Comedy&from=1990&to=1999/)
    await expect(recommended(page).getByText(/^199\d · /).first()).toBeVisible()
    await listed(page)
    const facts = await recommended(page).getByText(/^\d{4} · /).allInnerTexts()
    expect(facts.length).toBeGreaterThan(3)
    for (const fact of facts) expect(fact).toMatch(/^199\d · /)
  })

  await test.step('a slider by keys', async () => {
    const slider = page.getByRole('slider', { name: 'Famous or hidden' })
    await slider.focus()
    await page.keyboard.press('Home')
    await expect(slider).toHaveAttribute('aria-valuetext', 'Only hidden gems')
    await expect(page).toHaveURL(/fame=-1/)
  })

  const steered = await listed(page)
  expect(steered).not.toEqual(plain)

  await test.step('the address alone gives the same list', async () => {
    await page.reload()
    await expect(recommended(page)).toBeVisible()
    expect(await listed(page)).toEqual(steered)
  })

  await test.step('chips take wishes back one by one, reset all of them', async () => {
    await page.getByRole('link', { name: 'Remove: Only hidden gems' }).click()
    await expect(page).not.toHaveURL(/fame/)
    await expect(page.getByRole('button', { name: 'Steer the list' })).toBeFocused()
    await page.getByRole('link', { name: 'Reset' }).click()
    await expect(page).toHaveURL(/recommendations$/)
    expect(await listed(page)).toEqual(plain)
  })
})

test('wishes that nothing fulfils, and wishes the server refuses, lead on', async ({ page }) => {
  await openSteering(page)
  await page.goto('/recommendations?from=1801&to=1802')
  await expect(page.getByRole('heading', { name: 'No movie is like that' })).toBeVisible()
  await page.goto('/recommendations?genres=Telenovela')
  await expect(page.getByRole('alert')).toContainText('Telenovela')
  await page.getByRole('link', { name: 'Show the list without filters' }).click()
  await expect(recommended(page)).toBeVisible()
})

lookAt({
  'steer-open': (page) => openSteering(page, openKeptList),
  'steer-chosen': async (page) => {
    await openSteering(page, openKeptList)
    await page.getByText('Comedy', { exact: true }).click()
    await page.getByRole('button', { name: '1990s' }).click()
    await page.getByRole('slider', { name: 'Famous or hidden' }).fill('-0.6')
    await expect(page).toHaveURL(/fame=-0.6/)
    await listed(page)
  },
  'steer-nothing': async (page) => {
    await openSteering(page, openKeptList)
    await page.goto('/recommendations?from=1801&to=1802')
    await expect(page.getByRole('heading', { name: 'No movie is like that' })).toBeVisible()
  },
})
