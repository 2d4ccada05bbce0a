const whole = new Intl.NumberFormat('en')
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const digits3 = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** "100,836". */
export function count(n: number): string {
  return whole.format(n)
}

/** "101K": for axes. */
export function compact(n: number): string {
  return short.format(n)
}

/** "0.412", "12.3": a measured figure. */
export function figure(value: number): string {
  return digits3.format(value)
}

/** "64.2%". */
export function percent(share: number): string {
  return percents.format(share)
}

/** "0.35–0.47". */
export function interval(low: number | null, high: number | null): string {
  return low === null || high === null ? '–' : `${figure(low)}–${figure(high)}`
}

/** "2–3", or "1" where both ends are one. */
export function range(from: number, to: number): string {
  return from === to ? count(from) : `${count(from)}–${count(to)}`
}

/** A name or a number that a chart passes to a formatter, as text. */
export function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
}

/** A measured figure that a chart passes to a formatter. */
export function plainFigure(value: unknown): string {
  return typeof value === 'number' ? figure(value) : ''
}
