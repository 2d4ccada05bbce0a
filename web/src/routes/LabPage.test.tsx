import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { fakeApi, json, problem } from '@/test/fakeApi'
import { evaluations, fans, groups, newcomers, statistics } from '@/test/lab'
import { openPage } from '@/test/openPage'
// Loaded before any timeout runs: the charts are a lot of script.
import './LabPage'

function answers(figures = evaluations('measured', [fans, newcomers])) {
  return {
    '/api/v1/evaluations': () => json(figures),
    '/api/v1/clusters': () => json(groups),
    '/api/v1/statistics': () => json(statistics),
  }
}

/** The rows of a chart's table, as text. */
async function numbersOf(chart: string) {
  const table = await screen.findByRole('table', { name: chart })
  return within(table)
    .getAllByRole('row')
    .map((row) => within(row).queryAllByRole('cell').map((cell) => cell.textContent))
    .slice(1)
}

test('every chart has its numbers as a table, and what is found is said in words', async () => {
  fakeApi(answers())
  const { user } = openPage('/lab')
  for (const summary of await screen.findAllByText('The numbers')) await user.click(summary)
  expect(await numbersOf('Who is best?')).toEqual([
    ['0.25', '0.23–0.27'],
    ['0.23', '0.21–0.25'],
  ])
  expect(await numbersOf('How soon does it know you?')).toEqual([
    ['0.2', '0.22'],
    ['0.3', '0.24'],
  ])
  expect(await numbersOf('How many groups of taste?')).toEqual([
    ['500', '0.04'],
    ['430', '0.02'],
  ])
  expect(await numbersOf('The long tail')).toEqual([['64%'], ['100%']])
  expect(screen.getByText(/Collaborative filtering leads with NDCG@20 0.25.*overlap/)).toBeVisible()
  expect(screen.getByText(/After 10 ratings Collaborative filtering has 50% more NDCG@20 than after one/)).toBeVisible()
  expect(screen.getByRole('heading', { name: 'Horror of the 1980s' })).toBeVisible()
})

test('protocol and metric are chosen with the address, which keeps the choice', async () => {
  fakeApi(answers())
  const { user, router } = openPage('/lab?protocol=strong')
  expect(await screen.findByRole('radio', { name: 'Known fans' })).toBeChecked()
  expect(screen.queryByRole('region', { name: 'How soon does it know you?' })).not.toBeInTheDocument()
  await user.selectOptions(screen.getByRole('combobox', { name: 'By' }), 'disliked@20')
  expect(router.state.location.search).toEqual({ protocol: 'strong', metric: 'disliked@20' })
  await user.click(screen.getByRole('radio', { name: 'Newcomers' }))
  expect(router.state.location.search).toEqual({ protocol: 'few-ratings' })
  expect(await screen.findByRole('region', { name: 'How soon does it know you?' })).toBeInTheDocument()
})

test('while the server measures, the page says so and shows what is there', async () => {
  fakeApi(answers(evaluations('measuring', [newcomers], 'strong (3 of 4)')))
  openPage('/lab')
  expect(await screen.findByText(/whenever it has nothing better to do: strong \(3 of 4\)/)).toBeVisible()
  expect(screen.getByRole('radio', { name: 'Newcomers' })).toBeChecked()
})

test('where nothing is measured, the server’s reason is given, and the rest of the lab is there', async () => {
  fakeApi(answers(evaluations('not_measured', [], 'the data is too large')))
  openPage('/lab')
  expect(await screen.findByText('There is no leaderboard here')).toBeVisible()
  expect(screen.getByText(/the data is too large/)).toBeVisible()
  expect(await screen.findByRole('region', { name: 'The stars' })).toBeInTheDocument()
})

test('a part that fails says so by itself, with a way on', async () => {
  fakeApi({ ...answers(), '/api/v1/statistics': () => problem(400, 'broken', 'The counts are gone.') })
  openPage('/lab')
  const alert = await screen.findByRole('alert')
  expect(within(alert).getByText('The counts are gone.')).toBeVisible()
  expect(within(alert).getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(await screen.findByRole('heading', { name: 'Horror of the 1980s' })).toBeVisible()
})
