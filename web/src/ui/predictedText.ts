import type { PredictedStars } from '@/api/types'

const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** What the visitor would give, quietly: "You'd give it about 4.2". */
export function predictedText({ stars }: PredictedStars): string {
  return `You’d give it about ${tenths.format(stars)}`
}

/** How sure that is, for whoever looks closer. */
export function predictedRange({ low, high }: PredictedStars): string {
  return `Four times in five, from ${tenths.format(low)} to ${tenths.format(high)} stars`
}
