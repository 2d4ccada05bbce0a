import { type Page, expect, test } from '@playwright/test'
import { lookAt } from './screens'
import { bringRatings, openList } from './steps'

async function openCompare(page: Page, bring = openList) {
  await bring(page)
  await page.goto('/compare?models=user-knn,kmeans')
  await expect(page.getByRole('list', { name: 'Recommended by K-means' })).toBeVisible()
}

test('models side by side: what both saw, what one saw alone, a third by its switch, all in the address', async ({ page }) => {
  await openCompare(page)
  const left = await page.getByRole('list', { name: 'Recommended by Collaborative filtering' }).getByRole('heading').allInnerTexts()
  const right = await page.getByRole('list', { name: 'Recommended by K-means' }).getByRole('heading').allInnerTexts()
  const nShared = left.filter((title) => right.includes(title)).length
  const words = nShared === 0 ? /^No movie is in both/ : nShared === left.length ? /^All are/ : new RegExp(`^${nShared} of ${left.length} `)
  await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible()
  await expect(page.getByText(/^Only here · /)).toHaveCount((left.length - nShared) * 2)

  await page.getByRole('switch', { name: 'Movie to movie' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/models=user-knn%2Ckmeans%2Cease/)
  await expect(page.getByRole('list', { name: 'Recommended by Movie to movie' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('list', { name: /^Recommended by/ })).toHaveCount(3)
})

lookAt({ compare: (page) => openCompare(page, bringRatings) })
