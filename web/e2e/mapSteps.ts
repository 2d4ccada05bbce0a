import { type Page, expect } from '@playwright/test'
import * as v from 'valibot'
import { bringRatings } from './steps'

export const surface = (page: Page) => page.getByRole('application', { name: 'Map of movies' })
export const card = (page: Page) => page.getByRole('region', { name: /^About / })

export async function openMap(page: Page, address = '/map') {
  await page.goto(address)
  await expect(surface(page)).toBeVisible()
}

export async function openRatedMap(page: Page, address = '/map') {
  await bringRatings(page)
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

/** Milliseconds of script in each frame while a wheel zooms in and out again, the shortest first. */
export async function frameTimes(page: Page): Promise<number[]> {
  await page.addInitScript(() => {
    const times: number[] = []
    const ask = window.requestAnimationFrame.bind(window)
    window.requestAnimationFrame = (draw) =>
      ask((now) => {
        const start = performance.now()
        draw(now)
        times.push(performance.now() - start)
        document.documentElement.dataset.frames = times.join()
      })
  })
  await openMap(page)
  const box = await surface(page).boundingBox()
  if (box === null) throw new Error('the map has no place')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const painted = async () => (await page.locator('html').getAttribute('data-frames'))?.split(',').map(Number) ?? []
  // A slow machine paints fewer frames meanwhile: the wheel turns until there are enough.
  for (let notch = 0; notch < 30 || (notch < 600 && (await painted()).length <= 20); notch += 1) {
    await page.mouse.wheel(0, notch % 30 < 15 ? -120 : 120)
    await page.waitForTimeout(16)
  }
  return (await painted()).toSorted((a, b) => a - b)
}
