import { expect, test } from 'vitest'
import { metricOf } from './metrics'

test('a figure of the server is named and explained, with the length of its list', () => {
  expect(metricOf('chart_share@10')).toMatchObject({ label: 'Chart share@10', lowerIsBetter: true })
  expect(metricOf('chart_share@10').meaning).toContain('twenty best-known movies')
  expect(metricOf('ndcg@20')).toMatchObject({ label: 'NDCG@20', lowerIsBetter: false })
})

test('a figure without words on the page keeps the server’s name', () => {
  expect(metricOf('serendipity@5')).toMatchObject({ name: 'serendipity@5', label: 'serendipity@5', lowerIsBetter: false })
})
