import type { Model } from '@/api/types'
import { modelTexts, modelTitle } from '@/ui/modelsText'

/** The colours of `tokens.css`. */
const N_COLOURS = 8

/** How an algorithm is shown: its colour, and the dashes of its line, which tell it apart without colour. */
export type Series = { algorithm: string; title: string; colour: string; dashes: string; isNaive: boolean }

/** How an algorithm is shown. Every algorithm keeps its colour, whichever others are shown beside it. */
export function seriesOf(algorithm: string, models: readonly Model[]): Series {
  const place = placeOf(algorithm)
  const model = models.find((other) => other.algorithm === algorithm) ?? { algorithm, title: algorithm }
  const isNaive = algorithm.startsWith('naive-')
  return {
    algorithm,
    title: modelTitle(model),
    colour: `var(--series-${(place % N_COLOURS) + 1})`,
    dashes: isNaive ? '3 4' : place < N_COLOURS ? '0' : '9 4',
    isNaive,
  }
}

/** A model's place in the page's table; models that the page has no words for share the places behind it. */
function placeOf(algorithm: string): number {
  const known = [...modelTexts.keys()].indexOf(algorithm)
  return known >= 0 ? known : modelTexts.size + (algorithm.length % N_COLOURS)
}
