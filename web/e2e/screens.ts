import { type Page, expect, test } from '@playwright/test'
import { COLOUR_RULES, axeFindings, settle } from './steps'

const screens = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
}

/** Makes a test of every state on every screen: looked at by axe, and kept as a picture, in both themes. */
export function lookAt(states: Record<string, (page: Page) => Promise<void>>) {
  for (const [screen, options] of Object.entries(screens)) {
    test.describe(screen, () => {
      // The page starts in the first theme: a change of theme while it starts is another test's subject.
      test.use({ ...options, colorScheme: 'dark' })
      for (const [state, reach] of Object.entries(states)) {
        test(`${state} is clear to axe and to the eye in both themes`, async ({ page }) => {
          await reach(page)
          for (const [colorScheme, rules] of [['dark', undefined], ['light', COLOUR_RULES]] as const) {
            await page.emulateMedia({ colorScheme })
            await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
            await settle(page)
            await page.screenshot({ path: `test-results/screens/${state}-${screen}-${colorScheme}.png` })
            expect(await axeFindings(page, rules)).toEqual([])
          }
          await page.unrouteAll({ behavior: 'ignoreErrors' })
        })
      }
    })
  }
}

/** Never answers: the page stays in its loading state. */
export async function holdBack() {
  await new Promise(() => {})
}
