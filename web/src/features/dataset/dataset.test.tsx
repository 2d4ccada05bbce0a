import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { fakeApi, json } from '@/test/fakeApi'
import { modelsAnswer } from '@/test/movies'
import { openPage } from '@/test/openPage'

it('names real data with its size, and shows no banner', async () => {
  fakeApi({})
  openPage('/nowhere')
  expect(
    await screen.findByText('Learned from ml-latest-small: 100,836 ratings of 9,742 movies by 610 people.'),
  ).toBeVisible()
  expect(screen.queryByRole('complementary', { name: 'About the data' })).toBeNull()
})

it('says plainly on every page when the ratings are made up', async () => {
  const data = { ...modelsAnswer.data, name: 'sample', is_sample: true }
  fakeApi({ '/api/v1/models': () => json({ ...modelsAnswer, data }) })
  openPage('/nowhere')
  expect(await screen.findByRole('complementary', { name: 'About the data' })).toHaveTextContent('made-up ratings')
  expect(screen.getByText(/by 610 invented viewers/)).toBeVisible()
})
