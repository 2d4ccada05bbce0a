import type { Model } from '@/api/types'
import { text } from './metricsText'

/** Every algorithm keeps its colour (tokens.css) and its mark, whoever else is shown. */
const ORDER = ['blend', 'ease', 'ials', 'user-knn', 'kmeans', 'popularity', 'naive-kmeans', 'naive-user-knn']
const N_COLOURS = 8

const TITLES: Record<string, string> = text.algorithms

export type Series = { algorithm: string; title: string; colour: string; isNaive: boolean }

/** How an algorithm is shown. */
export function seriesOf(algorithm: string, models: readonly Model[]): Series {
  const known = ORDER.indexOf(algorithm)
  const place = known >= 0 ? known : algorithm.length % N_COLOURS
  const title = models.find((model) => model.algorithm === algorithm)?.title ?? TITLES[algorithm] ?? algorithm
  return { algorithm, title, colour: `var(--series-${place + 1})`, isNaive: algorithm.startsWith('naive-') }
}
