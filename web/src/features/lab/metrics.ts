import { text } from './metricsText'

/** What a figure is called and what it says; the server's names are those of `docs/EVALUATION.md`. */
export type Metric = { name: string; label: string; meaning: string; lowerIsBetter: boolean }

type Words = { label: string; meaning: string }

/** Names with a list's length after an @, which stays as it is. */
const KNOWN: Record<string, Words> = text.metrics
const LOWER_IS_BETTER = ['disliked', 'popularity', 'rmse', 'mae']

/** A metric by the server's name; one that the page does not know keeps that name. */
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
