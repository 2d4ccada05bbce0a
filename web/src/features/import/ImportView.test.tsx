import { fireEvent, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { fakeApi, json, problem } from '@/test/fakeApi'
import { skip } from '@/features/ratings'
import { movie, rated } from '@/test/movies'
import { openPage } from '@/test/openPage'
import { result } from '@/test/importResult'

const path = '/api/v1/imports'

const csv = (name = 'ratings.csv') => new File(['Name,Rating\n'], name, { type: 'text/csv' })

async function field() {
  return screen.findByLabelText(/^Choose /)
}

it('shows what matched and what not, adds it, and takes it back', async () => {
  const calls = fakeApi({ [path]: () => json(result) })
  const { user, ratings } = openPage('/import', rated([1, 5]))
  await user.upload(await field(), csv())
  expect(await screen.findByRole('heading', { name: '2 ratings found from Letterboxd' })).toHaveFocus()
  const sent = calls.find((call) => new URL(call.url).pathname === path)
  expect(new URL(sent?.url ?? '').searchParams.get('file_name')).toBe('ratings.csv')
  expect(sent?.headers.get('content-type')).toBe('text/csv')
  const tick = screen.getByRole('checkbox', { name: /Fargo/ })
  expect(tick).toHaveAccessibleName(/^Fargo \(1997\) taken as Fargo \(1996\) ?: the years differ by one$/)
  expect(tick).toBeChecked()
  expect(screen.getByText('The ratings were read on the scale 0.5..5.')).toBeVisible()
  expect(screen.getByText('2 rows left out, and why')).toBeInTheDocument()
  expect(screen.getByText('And 1 more.')).toBeInTheDocument()

  await user.click(screen.getByRole('button', { name: 'Add 1 rating' }))
  expect(screen.getByRole('heading', { name: '1 rating added' })).toHaveFocus()
  expect(ratings.get().ratings.map(({ movie: { id }, stars }) => [id, stars])).toEqual([[1, 5], [6, 4]])
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(ratings.get().ratings.map(({ movie: { id } }) => id)).toEqual([1])

  await user.click(screen.getByRole('checkbox', { name: /1 movie you have given other stars/ }))
  await user.click(screen.getByRole('button', { name: 'Add 2 ratings' }))
  expect(ratings.get().ratings.map(({ stars }) => stars)).toEqual([2, 4])
})

it('refuses what is too large without sending it, and takes the next file', async () => {
  const calls = fakeApi({ [path]: () => json(result) })
  const { user } = openPage('/import')
  const large = csv('everything.csv')
  Object.defineProperty(large, 'size', { value: 60 * 1024 * 1024 })
  await user.upload(await field(), large)
  expect(screen.getByRole('alert')).toHaveTextContent('“everything.csv” is 60 MB; at most 50 MB can be read.')
  expect(calls.some((call) => new URL(call.url).pathname === path)).toBe(false)
  await user.upload(await field(), csv())
  expect(await screen.findByRole('heading', { name: /found from Letterboxd/ })).toBeVisible()
  expect(screen.getByRole('alert')).toBeEmptyDOMElement()
})

it('tells in the API’s words why a file is none that is known', async () => {
  fakeApi({ [path]: () => problem(422, 'unreadable_import', 'the first line, `a,b`, is none that is known') })
  const { user } = openPage('/import')
  await user.upload(await field(), csv('notes.csv'))
  expect(await screen.findByText('“notes.csv” is not a file that can be read here.')).toBeVisible()
  expect(screen.getByRole('alert')).toHaveTextContent('is none that is known')
  expect(screen.getByRole('heading', { name: 'Where to get the file' })).toBeVisible()
})

it('says so when the server cannot be reached, and reads the same file on a second try', async () => {
  let isAway = true
  fakeApi({
    [path]: () => {
      if (isAway) throw new TypeError('Failed to fetch')
      return json(result)
    },
  })
  const { user } = openPage('/import')
  await user.upload(await field(), csv())
  expect(await screen.findByText('We lost the projector')).toBeVisible()
  isAway = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('heading', { name: /found from Letterboxd/ })).toBeVisible()
})

it('adds what was seen without stars, which is enough for a list, and takes it back', async () => {
  const listed = [
    { list: 'watched' as const, movie: movie(6, 'Fargo'), added_at: null },
    { list: 'watched' as const, movie: movie(1), added_at: null },
    { list: 'watchlist' as const, movie: movie(8), added_at: null },
  ]
  fakeApi({ [path]: () => json({ ...result, ratings: [], listed, report: { ...result.report, service: 'netflix', proposed: [] } }) })
  const { user, ratings } = openPage('/import', skip(rated([1, 5]), movie(6)))
  await user.upload(await field(), csv())
  expect(await screen.findByRole('heading', { name: '2 movies seen, from Netflix' })).toBeVisible()
  expect(screen.getByText(/It says what you saw, but not how you liked it/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Add 1 seen movie and 1 listed movie' }))
  expect(screen.getByRole('heading', { name: '1 seen movie and 1 listed movie added' })).toHaveFocus()
  expect(ratings.get().seen.map(({ id }) => id)).toEqual([6])
  expect(ratings.get().skipped).toEqual([])
  expect(screen.getByRole('link', { name: 'See recommendations' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(ratings.get().seen).toEqual([])
  expect(ratings.get().skipped.map(({ id }) => id)).toEqual([6])
})

it('adds a watchlist, and says that it has neither stars nor seen movies', async () => {
  const listed = [{ list: 'watchlist' as const, movie: movie(6, 'Fargo'), added_at: null }]
  fakeApi({ [path]: () => json({ ...result, ratings: [], listed, report: { ...result.report, service: 'netflix', proposed: [] } }) })
  const { user, ratings } = openPage('/import')
  await user.upload(await field(), csv())
  expect(await screen.findByRole('heading', { name: 'No stars in this Netflix file' })).toBeVisible()
  expect(screen.getByText(/1 movie you want to see/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Add 1 listed movie' }))
  expect(ratings.get().watchlist.map(({ id }) => id)).toEqual([6])
})

it('sends several files as one import, and names those that were not read', async () => {
  const files = [
    { name: 'ratings.csv', service: 'letterboxd', n_rows: 4, skipped: null },
    { name: 'profile.csv', service: null, n_rows: 0, skipped: 'unknown header' },
  ]
  const calls = fakeApi({ [path]: () => json({ ...result, report: { ...result.report, files } }) })
  const { user } = openPage('/import')
  await user.upload(await field(), [csv(), csv('profile.csv')])
  expect(await screen.findByText(/^2 files: 4 rows/)).toBeVisible()
  const sent = calls.find((call) => new URL(call.url).pathname === path)
  expect(sent?.headers.get('content-type')).toMatch(/^multipart\/form-data/)
  expect(screen.getByText('profile.csv: not read: unknown header')).toBeInTheDocument()
})

it('takes a file that is dropped anywhere', async () => {
  fakeApi({ [path]: () => json(result) })
  openPage('/import')
  await field()
  fireEvent.dragOver(document.body, { dataTransfer: { types: ['Files'], files: [] } })
  expect(await screen.findByText('Let go to read it')).toBeVisible()
  fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files: [csv()] } })
  expect(await screen.findByRole('heading', { name: /found from Letterboxd/ })).toBeVisible()
})
