import { expect, test } from '@playwright/test'
import { answer, deckTitle, openDeck, openRecommendations, rateByKeys, recommended } from './steps'

test('a first visit: rate by keys and mouse, pass over, go back, and see what two models make of it', async ({ page }) => {
  await openDeck(page)
  await expect(page.getByRole('button', { name: 'See recommendations' })).toBeDisabled()

  const first = await deckTitle(page).innerText()
  await answer(page, '5')
  await expect(deckTitle(page)).toBeFocused()
  await answer(page, 'Shift+4')
  await answer(page, 's')

  await test.step('half stars by the mouse’s place', async () => {
    const title = await deckTitle(page).innerText()
    const stars = page.getByRole('slider', { name: `Your stars for ${title}` })
    const box = await stars.boundingBox()
    if (box === null) throw new Error('the stars are not there')
    await page.mouse.click(box.x + box.width * 0.85, box.y + box.height / 2)
    await expect(deckTitle(page)).not.toHaveText(title)
    await expect(page.getByRole('slider', { name: `Stars for ${title}` })).toHaveAttribute('aria-valuetext', '4.5 stars')
  })

  await test.step('half stars by arrows', async () => {
    const title = await deckTitle(page).innerText()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect(deckTitle(page)).not.toHaveText(title)
    await expect(page.getByRole('slider', { name: `Stars for ${title}` })).toHaveAttribute('aria-valuetext', '1.5 stars')
  })

  await test.step('back to the last card, with its stars', async () => {
    const next = await deckTitle(page).innerText()
    await answer(page, 'Backspace')
    await expect(page.getByRole('slider', { name: /^Your stars for/ })).toHaveAttribute('aria-valuetext', '1.5 stars')
    await answer(page, '4')
    await expect(deckTitle(page)).toHaveText(next)
  })

  await answer(page, '3')
  await expect(page.getByText(/^5 rated: /)).toBeVisible()

  await openRecommendations(page)
  await expect(page.getByRole('main')).toBeFocused()
  await expect(recommended(page).getByRole('listitem')).toHaveCount(23)
  await expect(recommended(page).getByRole('heading', { name: first, exact: true })).toHaveCount(0)
  const byDefault = await recommended(page).getByRole('heading').allInnerTexts()

  await page.getByRole('link', { name: 'K-means' }).click()
  await expect(page).toHaveURL(/algorithm=kmeans/)
  await expect(recommended(page)).toHaveAttribute('aria-busy', 'false')
  await expect.poll(() => recommended(page).getByRole('heading').allInnerTexts()).not.toEqual(byDefault)
  await page.goBack()
  await expect.poll(() => recommended(page).getByRole('heading').allInnerTexts()).toEqual(byDefault)
})

test('ratings are there after a reload, and can be changed, removed and forgotten', async ({ page }) => {
  await openDeck(page)
  await rateByKeys(page, ['5', '2', 's', '4'])
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Your ratings (3)' })).toBeVisible()

  const newest = page.getByRole('slider', { name: /^Stars for/ }).first()
  await expect(newest).toHaveAttribute('aria-valuetext', '4 stars')
  await newest.press('ArrowDown')
  await expect(newest).toHaveAttribute('aria-valuetext', '3.5 stars')
  await page.getByRole('button', { name: /^Remove/ }).first().click()
  await expect(page.getByRole('heading', { name: 'Your ratings (2)' })).toBeFocused()

  await page.getByRole('button', { name: 'Start over' }).click()
  await page.getByRole('button', { name: 'Keep my ratings' }).click()
  await expect(page.getByRole('heading', { name: 'Your ratings (2)' })).toBeVisible()
  await page.getByRole('button', { name: 'Start over' }).click()
  await page.getByRole('button', { name: 'Forget everything' }).click()
  await expect(page.getByRole('heading', { name: 'How it works' })).toBeVisible()
})

test('broken stored ratings are dropped without a crash', async ({ page }) => {
  await openDeck(page)
  await rateByKeys(page, ['5'])
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('cinephile.progress')) localStorage.setItem(key, '{"ratings":[{"stars":99}]}')
    }
  })
  await page.reload()
  await expect(page.getByRole('heading', { name: 'How it works' })).toBeVisible()
  await expect(deckTitle(page)).toBeVisible()
})

test('a search puts a favourite on top of the deck, by keys alone', async ({ page }) => {
  await openDeck(page)
  const field = page.getByRole('combobox', { name: 'Search for a movie you know' })
  await field.fill('the godfath')
  const option = page.getByRole('option', { name: /^The Godfather ?1972/ })
  await expect(option).toBeVisible()
  const id = await option.getAttribute('id')
  await expect
    .poll(async () => {
      await field.press('ArrowDown')
      return await field.getAttribute('aria-activedescendant')
    })
    .toBe(id)
  await field.press('Enter')
  await expect(deckTitle(page)).toHaveText('The Godfather')
  await expect(deckTitle(page)).toBeFocused()
  await page.keyboard.press('5')
  await expect(page.getByRole('slider', { name: 'Stars for The Godfather (1972)' })).toHaveAttribute('aria-valuenow', '5')

  await field.fill('x'.repeat(81))
  await expect(page.getByText('At most 80 characters, please: this has 81.')).toBeVisible()
  await field.fill('qqqqzzzzxxxx')
  await expect(page.getByText(/No movie found for/)).toBeVisible()
})

test('a visitor names a genre and a decade, and is asked about nothing else, by keys alone', async ({ page }) => {
  await openDeck(page)
  const opener = page.getByRole('button', { name: /^Ask me about/ })
  await expect(opener).toHaveText('Ask me about: anything')
  await opener.press('Enter')
  await page.getByRole('checkbox', { name: 'Horror' }).press('Space')
  await page.getByRole('checkbox', { name: '1980s' }).press('Space')
  await expect(page).toHaveURL(/\?genres=Horror&decades=1980s$/)
  await expect(opener).toHaveText('Ask me about: Horror, 1980s')
  const facts = page.getByRole('article').getByText(/^\d{4} · /)
  await expect(facts).toHaveText(/^198\d · .*Horror/)
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()

  await page.reload()
  for (const key of ['5', 's', '4', '3']) {
    await expect(facts).toHaveText(/^198\d · .*Horror/)
    await answer(page, key)
  }
  await expect(page.getByText(/^3 rated: /)).toBeVisible()

  await page.goto('/?genres=Opera')
  await expect(page.getByRole('alert')).toContainText('genres[0] is `Opera`; it must be one of Action, ')
  await opener.click()
  await page.getByText('Opera', { exact: true }).click()
  await expect(deckTitle(page)).toBeVisible()
})

test('a key counts from the moment that a card is there', async ({ page }) => {
  await page.addInitScript(() => {
    // Runs right after the change of the document, before anything that waits for the paint.
    const observer = new MutationObserver(() => {
      if (document.querySelector('article h2') === null) return
      observer.disconnect()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '5', bubbles: true }))
    })
    observer.observe(document, { childList: true, subtree: true })
  })
  await openDeck(page)
  await expect(page.getByText(/^1 rated: /)).toBeVisible()
})

test('an address that leads nowhere says so and leads on', async ({ page }) => {
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { name: 'This scene was cut' })).toBeVisible()
  await page.getByRole('main').getByRole('link').click()
  await expect(deckTitle(page)).toBeVisible()
})
