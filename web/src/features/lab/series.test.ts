import { expect, it } from 'vitest'
import { seriesOf } from './series'

it('gives every model that the page knows a line of its own', () => {
  const known = ['blend', 'ease', 'ials', 'user-knn', 'kmeans', 'popularity', 'naive-kmeans', 'naive-user-knn', 'stars']
  const lines = known.map((algorithm) => seriesOf(algorithm, [])).map(({ colour, dashes }) => `${colour} ${dashes}`)
  expect(new Set(lines).size).toBe(known.length)
  expect(seriesOf('blend', [])).toMatchObject({ title: 'Best of both', colour: 'var(--series-1)', dashes: '0', isNaive: false })
})

it('shows a model that it does not know by the API’s title', () => {
  const model = { algorithm: 'svd', title: 'A newer model', description: 'What it does.', is_default: false }
  expect(seriesOf('svd', [model]).title).toBe('A newer model')
  expect(seriesOf('svd', []).title).toBe('svd')
  expect(seriesOf('svd', []).colour).toMatch(/^var\(--series-[1-8]\)$/)
})
