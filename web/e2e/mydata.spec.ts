import { readFile } from 'node:fs/promises'
import { type Page, expect, test } from '@playwright/test'
import { lookAt } from './screens'
import { bringRatings, deckTitle, openDeck, openList, rateByKeys } from './steps'

async function openMyData(page: Page, bring = openList) {
  await bring(page)
  await page.goto('/my-data')
  await expect(page.getByRole('heading', { name: 'My data' })).toBeVisible()
}

test('what was said is saved, deleted, and brought back from the file', async ({ page }) => {
  await openMyData(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save everything (JSON)' }).click()
  const path = await (await downloading).path()
  const bytes = await readFile(path)

  await page.getByRole('button', { name: 'Delete my data' }).click()
  await page.getByRole('button', { name: 'Forget everything' }).click()
  await expect(page.getByText('There is nothing to delete.')).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('"stars":5')

  await page.getByRole('link', { name: 'Bring your ratings' }).click()
  await page.locator('input[type=file]').setInputFiles({ name: 'cinephile.json', mimeType: 'application/json', buffer: bytes })
  await page.getByRole('button', { name: /^Add/ }).click()
  await page.goto('/my-data')
  await expect(page.getByRole('definition').first()).toHaveText('5')
})

test.describe('with the shell kept', () => {
  test.use({ serviceWorkers: 'allow' })

  test('without a connection the page opens, keeps its ratings, says what is missing, and goes on once it is back', async ({ page, context }) => {
    await openDeck(page)
    await rateByKeys(page, ['5', '4'])
    await page.evaluate(() => navigator.serviceWorker.ready)
    await context.setOffline(true)
    await page.goto('/my-data')
    await expect(page.getByRole('definition').first()).toHaveText('2')
    await page.goto('/')
    await expect(page.getByRole('alert')).toContainText('We lost the projector')
    await expect(page.getByRole('heading', { name: 'Your ratings (2)' })).toBeVisible()
    await context.setOffline(false)
    await expect(deckTitle(page)).toBeVisible()
  })
})

lookAt({ 'my-data': (page) => openMyData(page, bringRatings) })
