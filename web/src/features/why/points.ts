/**
 * Rounds numbers to whole points so that they still add up: the rounded parts sum to the rounded sum. The parts
 * that lose most by rounding down get the remaining points (largest remainder); of equal ones, the first.
 */
export function roundToSum(parts: readonly number[]): number[] {
  const total = Math.round(parts.reduce((sum, part) => sum + part, 0))
  const points = parts.map(Math.floor)
  const left = total - points.reduce((sum, part) => sum + part, 0)
  const byLoss = parts
    .map((part, place) => ({ place, loss: part - Math.floor(part) }))
    .toSorted((a, b) => b.loss - a.loss)
  const raised = new Set(byLoss.slice(0, left).map(({ place }) => place))
  return points.map((point, place) => point + (raised.has(place) ? 1 : 0))
}
