import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Recommendation } from '@/api/types'
import { fakeApi, json, problem } from '@/test/fakeApi'
import { cited, rated, recommendation } from '@/test/movies'
import { openPage } from '@/test/openPage'

const path = '/api/v1/recommendations'

const explained: Recommendation = {
  ...recommendation(1, 'Heat'),
  score: 4,
  explanation: {
    everybody: 1,
    contributions: [
      { ...cited(1, 'Ronin', 5), contribution: 4, rank_without: 41 },
      { ...cited(2, 'Cats', 0.5), contribution: -1, rank_without: 1 },
    ],
    others: 0,
  },
}

/** Answers plain lists at once, and lists with sums when the test says so. */
function api(explain: () => Response | Promise<Response>) {
  return fakeApi({
    [path]: async (request) => {
      const body: unknown = await request.json()
      const isAsked = typeof body === 'object' && body !== null && 'explain' in body
      return isAsked ? explain() : json({ algorithm: 'ease', recommendations: [recommendation(1, 'Heat')] })
    },
  })
}

const full = () => json({ algorithm: 'ease', recommendations: [explained] })

async function openWhy() {
  const opened = openPage('/recommendations', rated([1, 5], [2, 0.5]))
  await opened.user.click(await screen.findByRole('button', { name: 'Why Heat?' }))
  return { ...opened, panel: within(await screen.findByRole('region', { name: 'Why Heat?' })) }
}

it('asks for sums only once somebody wants to know, and shows them adding up', async () => {
  const calls = api(full)
  const { panel } = await openWhy()
  expect(calls.filter((call) => new URL(call.url).pathname === path)).toHaveLength(2)
  expect(
    await panel.findByText('Without your 5 stars for Ronin this would be 41st instead of 1st.'),
  ).toBeVisible()
  const lifts = panel.getByRole('heading', { name: 'What you said that lifts it' }).parentElement
  const holds = panel.getByRole('heading', { name: 'What you said that holds it back' }).parentElement
  expect(lifts).toHaveTextContent('Ronin 5★ stars+100 pointswithout it: 41st')
  expect(holds).toHaveTextContent('Cats ½★ stars−25 pointswithout it: still 1st')
  expect(panel.getByText('What everybody thinks of it').parentElement).toHaveTextContent('+25')
  expect(panel.getByText(/^Together/).parentElement).toHaveTextContent('100 points')
  expect(panel.getByRole('region', { name: 'Your likely stars' })).toHaveTextContent('4.2 stars from you')
})

it('opens and closes by its button and by Escape, and gives the focus back', async () => {
  api(full)
  const { user, panel } = await openWhy()
  const opener = screen.getByRole('button', { name: 'Why Heat?' })
  expect(opener).toHaveAttribute('aria-expanded', 'true')
  await user.click(panel.getByRole('button', { name: 'Close: why Heat' }))
  expect(screen.queryByRole('region', { name: 'Why Heat?' })).toBeNull()
  expect(opener).toHaveFocus()
  expect(opener).toHaveAttribute('aria-expanded', 'false')

  await user.keyboard('{Enter}{Tab}{Escape}')
  expect(screen.queryByRole('region', { name: 'Why Heat?' })).toBeNull()
  expect(opener).toHaveFocus()
})

it('says what it does while it takes long', async () => {
  api(() => new Promise<Response>(() => {}))
  const { panel } = await openWhy()
  expect(await panel.findByText('Asking again without each of your ratings')).toBeVisible()
  expect(panel.getByRole('region', { name: 'Your likely stars' })).toBeVisible()
})

it('says what went wrong and tries again', async () => {
  let isBroken = true
  api(() => (isBroken ? problem(500, 'internal', 'the sums are on fire') : full()))
  const { user, panel } = await openWhy()
  expect(await panel.findByText('the sums are on fire')).toBeVisible()
  isBroken = false
  await user.click(panel.getByRole('button', { name: 'Try again' }))
  expect(await panel.findByText(/^Together/)).toBeVisible()
})

it('offers a model that adds up where this one does not', async () => {
  api(() => json({ algorithm: 'kmeans', recommendations: [recommendation(1, 'Heat')] }))
  const { panel } = await openWhy()
  expect(await panel.findByText('No sums from this model')).toBeVisible()
  expect(panel.getByRole('link', { name: 'Use the standard model' })).toHaveAttribute('href', '/recommendations')
})
