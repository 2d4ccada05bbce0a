import { truncateSync, writeFileSync } from 'node:fs'
import { type Page, expect, test } from '@playwright/test'
import { holdBack, lookAt } from './screens'
import { axeFindings, deckTitle, openDeck, openRecommendations, recommended } from './steps'

const IMPORTS = '**/api/v1/imports?*'

/** As Letterboxd writes it: two that are in every data set, one a year off, one that nobody has. */
const letterboxd = [
  'Date,Name,Year,Letterboxd URI,Rating',
  '2024-05-01,Pulp Fiction,1994,https://boxd.it/2a,4.5',
  '2024-05-02,The Godfather,1972,https://boxd.it/2b,5',
  '2024-05-03,Fargo,1997,https://boxd.it/2c,4',
  '2024-05-04,Nobody Knows This Movie,2001,https://boxd.it/2d,3',
  '',
].join('\n')

/** A history, which has no stars. */
const netflix = 'Title,Date\nThe Godfather,5/1/24\nPulp Fiction,5/2/24\nFargo,5/3/24\n'

function file(text: string, name = 'ratings.csv') {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
}

async function openImport(page: Page) {
  await openDeck(page)
  await page.getByRole('link', { name: 'Bring your ratings' }).click()
  await expect(page.getByRole('heading', { name: 'Bring your ratings' })).toBeVisible()
}

async function choose(page: Page, chosen: ReturnType<typeof file>) {
  await page.getByLabel(/^Choose /).setInputFiles(chosen)
}

test('ratings from elsewhere: see what matched, add, undo, add again, and get a list from them', async ({ page }) => {
  await openImport(page)
  await choose(page, file(letterboxd))
  const found = page.getByRole('heading', { name: '3 ratings found from Letterboxd' })
  await expect(found).toBeFocused()
  await page.getByText('1 row left out, and why').click()
  await expect(page.getByText(/Nobody Knows This Movie/)).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /Fargo .*the years differ by one/ })).toBeChecked()

  await page.getByRole('button', { name: 'Add 3 ratings' }).click()
  await expect(page.getByRole('heading', { name: '3 ratings added' })).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(found).toBeFocused()
  await page.getByRole('button', { name: 'Add 3 ratings' }).click()

  await openRecommendations(page)
  await page.getByRole('link', { name: 'Rate more' }).click()
  await expect(page.getByRole('slider', { name: 'Stars for The Godfather (1972)' })).toHaveAttribute('aria-valuetext', '5 stars')
  await expect(page.getByRole('heading', { name: 'Your ratings (3)' })).toBeVisible()
})

test('a history without stars is enough for a list, whose reasons say what was seen', async ({ page }) => {
  await openImport(page)
  await choose(page, file(netflix, 'NetflixViewingHistory.csv'))
  await page.getByRole('button', { name: 'Add 3 seen movies' }).click()
  await page.getByRole('link', { name: 'See recommendations' }).click()
  await expect(page.getByText('From the 3 movies you saw.')).toBeVisible()
  await expect(recommended(page).getByText(/^(Because you|Popular with people who) saw /).first()).toBeVisible()
  await expect(recommended(page).getByRole('heading', { name: 'The Godfather', exact: true })).toHaveCount(0)
  expect(await axeFindings(page)).toEqual([])
})

test('a file is dropped anywhere on the page', async ({ page }) => {
  await openImport(page)
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'ratings.csv', { type: 'text/csv' }))
    return transfer
  }, letterboxd)
  await page.dispatchEvent('footer', 'dragover', { dataTransfer: dropped })
  await expect(page.getByText('Let go to read it')).toBeVisible()
  await page.dispatchEvent('footer', 'drop', { dataTransfer: dropped })
  await expect(page.getByRole('heading', { name: '3 ratings found from Letterboxd' })).toBeVisible()
})

test('a file of the wrong kind and one of 60 MB get a kind word, and the next one is read', async ({ page }, info) => {
  await openImport(page)
  await choose(page, file('a,b\n1,2\n', 'shopping.csv'))
  await expect(page.getByRole('alert')).toContainText('“shopping.csv” is not a file that can be read here.')
  // From the disk: Playwright takes at most 50 MB from memory.
  const large = info.outputPath('everything.csv')
  writeFileSync(large, 'x')
  truncateSync(large, 60 * 1024 * 1024)
  await page.getByLabel(/^Choose /).setInputFiles(large)
  await expect(page.getByRole('alert')).toContainText('is 60 MB; at most 50 MB')
  await choose(page, file(letterboxd))
  await expect(page.getByRole('heading', { name: '3 ratings found from Letterboxd' })).toBeVisible()
  await page.getByRole('link', { name: /^Cinephile/ }).click()
  await expect(deckTitle(page)).toBeVisible()
})

lookAt({
  import: openImport,
  'import-loading': async (page) => {
    await openImport(page)
    await page.route(IMPORTS, holdBack)
    await choose(page, file(letterboxd))
    await expect(page.getByText('Reading “ratings.csv”')).toBeVisible()
  },
  'import-found': async (page) => {
    await openImport(page)
    await choose(page, file(letterboxd))
    await page.getByText('1 row left out, and why').click()
  },
  'import-added': async (page) => {
    await openImport(page)
    await choose(page, file(letterboxd))
    await page.getByRole('button', { name: 'Add 3 ratings' }).click()
  },
  'import-refused': async (page) => {
    await openImport(page)
    await choose(page, file('a,b\n1,2\n', 'shopping.csv'))
    await expect(page.getByRole('alert')).toContainText('shopping.csv')
  },
  'import-unreachable': async (page) => {
    await openImport(page)
    await page.route(IMPORTS, (route) => route.abort())
    await choose(page, file(letterboxd))
    await expect(page.getByText('We lost the projector')).toBeVisible()
  },
  'import-seen': async (page) => {
    await openImport(page)
    await choose(page, file(netflix, 'NetflixViewingHistory.csv'))
    await expect(page.getByRole('heading', { name: '3 movies seen, from Netflix' })).toBeVisible()
  },
})
