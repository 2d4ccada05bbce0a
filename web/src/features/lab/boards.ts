import type { Contender, Evaluation } from '@/api/labTypes'
import { metricOf } from './metrics'

/** The order of leaderboards on the page: the product's own job first. */
const ORDER = ['few-ratings', 'strong', 'strong-stars', 'rating']

/** A contender's value of one metric; without an interval if none was measured. */
export type Standing = { algorithm: string; value: number; low: number | null; high: number | null }

export function inOrder(boards: readonly Evaluation[]): Evaluation[] {
  const place = ({ protocol }: Evaluation) => (ORDER.includes(protocol) ? ORDER.indexOf(protocol) : ORDER.length)
  return boards.toSorted((a, b) => place(a) - place(b))
}

/** The board that the address names, or the first. */
export function chosenBoard(boards: readonly Evaluation[], protocol: string | undefined): Evaluation | undefined {
  return boards.find((board) => board.protocol === protocol) ?? boards[0]
}

/** All metrics of a board, its own first. */
export function metricNames(board: Evaluation): string[] {
  const all = board.contenders.flatMap(({ rounds }) => rounds.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)))
  return [...new Set([board.score_metric, ...all])]
}

/** The metric that the address names, or the board's own. */
export function chosenMetric(board: Evaluation, metric: string | undefined): string {
  return metric !== undefined && metricNames(board).includes(metric) ? metric : board.score_metric
}

/** All contenders by one metric, best first. */
export function standings(board: Evaluation, metric: string): Standing[] {
  const all = board.contenders.flatMap((contender) => standing(contender, metric, metric === board.score_metric))
  const sign = metricOf(metric).lowerIsBetter ? 1 : -1
  return all.toSorted((a, b) => sign * (a.value - b.value))
}

/** The mean over several rounds; only the board's own metric has an interval for it. */
function standing({ algorithm, score, rounds }: Contender, metric: string, isMain: boolean): Standing[] {
  if (isMain) return [{ algorithm, value: score.mean, low: score.low, high: score.high }]
  const values = rounds.flatMap(({ metrics }) => metrics.filter((one) => one.metric === metric))
  const [first] = values
  if (first === undefined) return []
  if (values.length === 1) return [{ algorithm, value: first.value, low: first.low, high: first.high }]
  const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length
  return [{ algorithm, value: mean, low: null, high: null }]
}

/** A metric's values after a number of ratings, by algorithm. */
export type CurvePoint = { revealed: number; values: Record<string, number> }

/** The curve over the number of revealed ratings; empty for a board that has no such rounds. */
export function curve(board: Evaluation, metric: string): CurvePoint[] {
  const points = new Map<number, Record<string, number>>()
  for (const { algorithm, rounds } of board.contenders) {
    for (const { n_revealed: revealed, metrics } of rounds) {
      const found = metrics.find((one) => one.metric === metric)
      if (revealed === null || found === undefined) continue
      points.set(revealed, { ...points.get(revealed), [algorithm]: found.value })
    }
  }
  return [...points].map(([revealed, values]) => ({ revealed, values })).toSorted((a, b) => a.revealed - b.revealed)
}

/** What accuracy costs. */
export type Cost = { algorithm: string; value: number; ms: number | null; megabytes: number | null }

export function costs(board: Evaluation, metric: string): Cost[] {
  const of = new Map(board.contenders.map((contender) => [contender.algorithm, contender]))
  return standings(board, metric).map(({ algorithm, value }) => ({
    algorithm,
    value,
    ms: of.get(algorithm)?.list_ms ?? null,
    megabytes: of.get(algorithm)?.model_mb ?? null,
  }))
}
