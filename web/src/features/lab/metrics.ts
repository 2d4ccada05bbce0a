import { text } from './metricsText'

/** A figure's name and meaning; the server's names are those of `docs/EVALUATION.md`. */
export type Metric = { name: string; label: string; meaning: string; lowerIsBetter: boolean }

type Words = { label: string; meaning: string }

/** Words by name, without the list's length that may follow after an @. */
const KNOWN: Record<string, Words> = text.metrics
const LOWER_IS_BETTER = ['disliked', 'chart_share', 'popularity', 'rmse', 'mae']

/** A metric by the server's name. A metric that the page does not know keeps that name. */
export function metricOf(name: string): Metric {
  const [stem = name, length] = name.split('@')
  const known = KNOWN[stem]
  if (known === undefined) return { name, label: name, meaning: text.otherMetric, lowerIsBetter: false }
  const label = length === undefined ? known.label : `${known.label}@${length}`
  return { name, label, meaning: known.meaning, lowerIsBetter: LOWER_IS_BETTER.includes(stem) }
}

const PROTOCOLS: Record<string, Words> = text.protocols

/** A protocol in plain words. */
export function protocolOf(name: string): Words {
  return PROTOCOLS[name] ?? { label: name, meaning: text.otherProtocol }
}
