import { type Page, expect } from '@playwright/test'
import * as v from 'valibot'
import { openDeck, rateByKeys } from './steps'

export const surface = (page: Page) => page.getByRole('application', { name: 'Map of movies' })
export const card = (page: Page) => page.getByRole('region', { name: /^About / })

export async function openMap(page: Page, address = '/map') {
  await page.goto(address)
  await expect(surface(page)).toBeVisible()
}

export async function openRatedMap(page: Page, address = '/map') {
  await openDeck(page)
  await rateByKeys(page, ['5', '4', '1', '5', '4'])
  await openMap(page, address)
  await expect(page.getByRole('list', { name: 'The groups that are in you' })).toBeVisible()
}

const page1 = v.object({ movies: v.tuple([v.object({ id: v.number(), title: v.string() })]) })

/** The id and title of one of the best-known movies, as the API names it. */
export async function wellKnown(page: Page): Promise<{ id: number; title: string }> {
  const answer = await page.request.get('/api/v1/movies?limit=1')
  return v.parse(page1, await answer.json()).movies[0]
}

export async function findOnMap(page: Page, title: string) {
  await page.getByRole('combobox', { name: 'Find a movie on the map' }).fill(title)
  await page.getByRole('option').first().click()
}
