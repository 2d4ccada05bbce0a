import { AxeBuilder } from '@axe-core/playwright'
import { type Page, expect } from '@playwright/test'

/** The deck's movie of the moment. */
export function deckTitle(page: Page) {
  return page.getByRole('article').getByRole('heading', { level: 2 })
}

export async function openDeck(page: Page) {
  await page.goto('/')
  await expect(deckTitle(page)).toBeVisible()
}

/** Presses a key of the deck and waits for the next card. */
export async function answer(page: Page, key: string) {
  const before = await deckTitle(page).innerText()
  await page.keyboard.press(key)
  await expect(deckTitle(page)).not.toHaveText(before)
}

export async function rateByKeys(page: Page, keys: string[]) {
  for (const key of keys) await answer(page, key)
}

export function recommended(page: Page) {
  return page.getByRole('list', { name: 'Recommended movies' })
}

export async function openRecommendations(page: Page) {
  await page.getByRole('link', { name: 'See recommendations' }).click()
  await expect(recommended(page)).toHaveAttribute('aria-busy', 'false')
}

/** From a first visit to a list made of five ratings. */
export async function openList(page: Page) {
  await openDeck(page)
  await rateByKeys(page, ['5', '4', '1', 'Shift+5', '3'])
  await openRecommendations(page)
}

/** What a browser keeps after `openList`: filled by the first walk of a process that asks for it. */
let kept: Record<string, string> | undefined

/** Gives the ratings of `openList` to a walk that looks at what comes after them. The path to them is walked once, not each time. */
export async function bringRatings(page: Page) {
  if (kept === undefined) {
    await openList(page)
    kept = await page.evaluate(() => Object.fromEntries(Object.entries(window.localStorage)))
    return
  }
  await page.addInitScript((entries) => {
    // Once: what the walk changes stays changed when the page is loaded again.
    if (window.sessionStorage.getItem('ratings brought') !== null) return
    window.sessionStorage.setItem('ratings brought', 'yes')
    for (const [key, value] of Object.entries(entries)) window.localStorage.setItem(key, value)
  }, kept)
}

/** The list of `openList`, from ratings that are there already. */
export async function openKeptList(page: Page) {
  await bringRatings(page)
  await page.goto('/recommendations')
  await expect(recommended(page)).toHaveAttribute('aria-busy', 'false')
}

/** The titles of the list, once it answers the present question. */
export async function listed(page: Page) {
  await expect(recommended(page)).toHaveAttribute('aria-busy', 'false')
  return await recommended(page).getByRole('heading', { level: 2 }).allInnerTexts()
}

/** The rules of axe that look at colours. All others look at the document, which is the same in both themes. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** What axe finds, in words; a test expects nothing. Looks by every rule, or by those that are named. */
export async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  // Motion is over first: a text half faded in has no contrast of its own.
  await settle(page)
  // Findings alone: what passes is as long as the page. In the page itself, which has no frames: else axe opens a second
  // page for each look, to put together what the frames found.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze()
  return violations.map((found) => `${found.id}: ${found.help} (${found.nodes.map((node) => node.html).join(' | ')})`)
}

/** Waits until nothing moves and every picture in view is there. */
export async function settle(page: Page) {
  await page.evaluate(async () => {
    const moves = document.getAnimations().filter((move) => move.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(moves.map((move) => move.finished))
    const inView = [...document.images].filter((image) => {
      const box = image.getBoundingClientRect()
      return box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth && box.width > 0
    })
    await Promise.allSettled(inView.map((image) => image.decode()))
  })
}

/** Answers a path with a problem, as the API does. */
export function problemAnswer(status: number, code: string, detail: string) {
  return {
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: 'Problem', status, code, detail }),
  }
}
