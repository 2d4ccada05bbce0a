import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { fakeApi, json } from '@/test/fakeApi'
import { openPage } from '@/test/openPage'
import { result } from '@/test/importResult'

const path = '/api/v1/imports'

const csv = (name = 'ratings.csv') => new File(['Name,Rating\n'], name, { type: 'text/csv' })

async function field() {
  return screen.findByLabelText(/^Choose /)
}

it('adds no row whose tick is taken away', async () => {
  fakeApi({ [path]: () => json(result) })
  const { user, ratings } = openPage('/import')
  await user.upload(await field(), csv())
  await user.click(await screen.findByRole('checkbox', { name: /Fargo/ }))
  expect(screen.getByRole('heading', { name: '1 rating found from Letterboxd' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Add 1 rating' }))
  expect(ratings.get().ratings.map(({ movie: { id } }) => id)).toEqual([1])
})

it('offers the names that a file of several people has', async () => {
  fakeApi({
    [path]: ({ url }) => {
      if (new URL(url).searchParams.get('profile') === 'Kids') return json(result)
      const body = { type: 'about:blank', title: 'Problem', status: 422, code: 'unreadable_import', detail: 'whose?', field: 'profile', choices: ['Parent', 'Kids'] }
      return json(body, 422)
    },
  })
  const { user } = openPage('/import')
  await user.upload(await field(), csv('Ratings.csv'))
  await user.click(await screen.findByRole('button', { name: 'Kids' }))
  expect(await screen.findByRole('heading', { name: /found from Letterboxd/ })).toBeVisible()
})

it('asks what a file leaves open, and reads it with the answer', async () => {
  const asked = [
    ['list', 'I have seen them', 'watched'],
    ['scale', '10', '1..10'],
  ] as const
  const answers = new Map<string, string>()
  fakeApi({
    [path]: ({ url }) => {
      const query = new URL(url).searchParams
      const open = [...asked.map(([field]) => field), 'profile' as const].find((field) => !query.has(field))
      query.forEach((value, name) => answers.set(name, value))
      if (open === undefined) return json(result)
      const body = { type: 'about:blank', title: 'Problem', status: 422, code: 'unreadable_import', detail: 'say more', field: open }
      return json(body, 422)
    },
  })
  const { user } = openPage('/import')
  await user.upload(await field(), csv('list.csv'))
  for (const [, label] of asked) await user.click(await screen.findByRole('button', { name: label }))
  await user.type(await screen.findByLabelText('Another name'), 'Ann')
  await user.click(screen.getByRole('button', { name: 'Read' }))
  expect(await screen.findByRole('heading', { name: /found from Letterboxd/ })).toBeVisible()
  expect(Object.fromEntries(answers)).toEqual({ file_name: 'list.csv', list: 'watched', scale: '1..10', profile: 'Ann' })
})
