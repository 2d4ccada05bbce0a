import { type Page, expect, test } from '@playwright/test'
import { lookAt } from './screens'
import { openDeck, rateByKeys } from './steps'

const together = (page: Page) => page.getByRole('list', { name: 'What to watch together' })

/** The visitor, and somebody who is rated in on the same screen. */
async function openNight(page: Page) {
  await openDeck(page)
  await rateByKeys(page, ['5', '4', '1', 'Shift+5', '3'])
  await page.goto('/night')
  await page.getByRole('button', { name: 'Someone on this screen' }).click()
  const form = page.getByRole('region', { name: 'Someone on this screen' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Ann')
  const field = form.getByRole('combobox')
  for (const title of ['Titanic', 'Notting Hill']) {
    await field.fill(title)
    await page.getByRole('option', { name: new RegExp(`^${title}`) }).first().click()
    await expect(form.getByRole('slider', { name: new RegExp(`^Stars for ${title}`) })).toBeVisible()
  }
  await form.getByRole('button', { name: 'Add to the night' }).click()
  await expect(together(page)).toHaveAttribute('aria-busy', 'false')
}

test('a night of three: one on this screen, one by link, rules that change the list, and out again', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openNight(page)
  await expect(together(page).getByRole('listitem').first()).toContainText('Ann')
  await expect(together(page).getByText(/% happy, about \d\.\d★/).first()).toBeVisible()

  await test.step('the visitor’s link, opened by somebody else, brings the visitor', async () => {
    await page.getByRole('textbox', { name: /your name there/ }).fill('Ben')
    await page.getByRole('button', { name: 'Copy my link' }).click()
    await expect(page.getByText(/^Copied/)).toBeVisible()
    const url = await page.evaluate(() => navigator.clipboard.readText())
    expect(url).toMatch(/\/night#p=[\w-]+$/)
    await page.goto('about:blank')
    await page.goto(url)
    await expect(page.getByText('Ben has joined.')).toBeVisible()
    await expect(page).toHaveURL(/\/night$/)
    await expect(together(page).getByText('Ben').first()).toBeVisible()
  })

  await test.step('vetoes stand in the address', async () => {
    await page.getByRole('radio', { name: /With vetoes/ }).check()
    await page.getByRole('combobox', { name: /less than/ }).selectOption('3.5')
    await expect(page).toHaveURL(/rule=veto&below=3.5/)
    await expect(together(page).or(page.getByText('Every movie has a veto')).first()).toBeVisible()
    await page.getByRole('radio', { name: /Nobody suffers/ }).check()
    await expect(page).toHaveURL(/rule=least_misery$/)
    await expect(together(page)).toBeVisible()
  })

  await page.getByRole('button', { name: 'Take out Ben' }).click()
  await page.getByRole('button', { name: 'Take out Ann' }).click()
  await expect(page.getByRole('heading', { name: 'A night needs two' })).toBeVisible()
  await page.goto('about:blank')
  await page.goto('/night#p=AAAA')
  await expect(page.getByRole('alert')).toContainText('That link is incomplete')
})

lookAt({ night: openNight })
