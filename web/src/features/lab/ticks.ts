/** Steps that people count in. */
const STEPS = [1, 2, 2.5, 5, 10]

/** About `n` round numbers that cover `low` to `high`: the marks of an axis, including its ends. */
export function niceTicks(low: number, high: number, n = 5): number[] {
  const rough = (high > low ? high - low : Math.abs(high) || 1) / n
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((of) => of * power >= rough * 0.999) ?? 10) * power
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1)
  return Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)))
}

/** Powers of ten around what is above zero. */
export function tenTicks(values: readonly number[]): number[] {
  const tens = values.map(Math.log10)
  const low = Math.floor(Math.min(...tens) + 1e-9)
  const high = Math.max(Math.ceil(Math.max(...tens) - 1e-9), low + 1)
  return Array.from({ length: high - low + 1 }, (_, place) => Number((10 ** (low + place)).toPrecision(6)))
}

/** An axis's ends and marks. */
export function axisOf(ticks: readonly number[]): { domain: [number, number]; ticks: number[] } {
  return { domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1], ticks: [...ticks] }
}
