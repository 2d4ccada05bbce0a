import type { PredictedStars } from '@/api/types'

const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** "You'd give it about 4.2": the stars that the visitor would probably give. */
export function predictedText({ stars }: PredictedStars): string {
  return `You’d give it about ${tenths.format(stars)}`
}

/** How sure the prediction is. */
export function predictedRange({ low, high }: PredictedStars): string {
  return `Four times in five, from ${tenths.format(low)} to ${tenths.format(high)} stars`
}
