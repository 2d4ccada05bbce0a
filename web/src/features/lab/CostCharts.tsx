import { CartesianGrid, LabelList, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis } from 'recharts'
import type { Evaluation } from '@/api/labTypes'
import type { Model } from '@/api/types'
import { ChartFigure } from './ChartFigure'
import { costs } from './boards'
import { AXIS_LINE, GRID, LABEL, TICK, TOOLTIP } from './chartStyle'
import { text } from './chartsText'
import styles from './CostCharts.module.css'
import { figure, plainFigure } from './format'
import { metricOf } from './metrics'
import { type Series, seriesOf } from './series'
import { axisOf, niceTicks, tenTicks } from './ticks'

type Props = { board: Evaluation; metric: string; models: readonly Model[] }
type Row = Series & { place: number; value: number; ms: number | null; megabytes: number | null }

/** What accuracy costs: time for a list, and memory. */
export function CostCharts({ board, metric, models }: Props) {
  const { label } = metricOf(metric)
  const rows: Row[] = costs(board, metric).map(({ algorithm, ...cost }, at) => ({ place: at + 1, ...cost, ...seriesOf(algorithm, models) }))

  return (
    <ChartFigure
      title={text.cost}
      explanation={text.costWhy}
      columns={[
        { head: text.algorithm, cell: ({ title }) => title, isText: true },
        { head: label, cell: ({ value }) => figure(value) },
        { head: text.milliseconds, cell: ({ ms }) => (ms === null ? '–' : figure(ms)) },
        { head: text.megabytes, cell: ({ megabytes }) => (megabytes === null ? '–' : figure(megabytes)) },
      ]}
      rows={rows}
    >
      <div className={styles.pair}>
        <CostScatter rows={rows} cost="ms" unit={text.millisecondsAxis} label={label} />
        <CostScatter rows={rows} cost="megabytes" unit={text.megabytesAxis} label={label} />
      </div>
      <ol className={styles.key} aria-label={text.points}>
        {rows.map(({ algorithm, title, colour, place }) => (
          <li key={algorithm}>
            <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
              <circle cx="11" cy="11" r="10" fill={colour} />
              <text x="11" y="15.5" fill="var(--paper)" fontSize="12" fontWeight="700" textAnchor="middle">
                {place}
              </text>
            </svg>
            {title}
          </li>
        ))}
      </ol>
    </ChartFigure>
  )
}

type ScatterProps = { rows: readonly Row[]; cost: 'ms' | 'megabytes'; unit: string; label: string }

function CostScatter({ rows, cost, unit, label }: ScatterProps) {
  // A cost too small to measure has no place on a logarithmic scale, so it is put at the left end.
  const points = rows.flatMap((row) => {
    const of = row[cost]
    return of === null ? [] : [{ ...row, cost: Math.max(of, 0.001), fill: row.colour }]
  })

  return (
    <div>
      <p className={styles.name}>{text.costName(label, unit)}</p>
      <ResponsiveContainer width="100%" height={320}>
        <ScatterChart margin={{ top: 12, right: 24, bottom: 8, left: 0 }} aria-label={text.costChart(label, unit)}>
          <CartesianGrid {...GRID} />
          <XAxis type="number" dataKey="cost" name={unit} scale="log" {...axisOf(tenTicks(points.map((point) => point.cost)))} tick={TICK} tickFormatter={figure} axisLine={AXIS_LINE} tickLine={false} height={44} label={{ value: unit, position: 'insideBottom', ...LABEL }} />
          <YAxis type="number" dataKey="value" name={label} tick={TICK} tickFormatter={figure} axisLine={false} tickLine={false} width={52} {...axisOf(niceTicks(0, Math.max(...points.map(({ value }) => value))))} />
          <ZAxis dataKey="place" name={text.place} range={[280, 280]} />
          <Tooltip {...TOOLTIP} formatter={plainFigure} />
          <Scatter data={points} isAnimationActive={false}>
            <LabelList dataKey="place" position="center" fill="var(--paper)" fontSize={12} fontWeight={700} />
          </Scatter>
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  )
}
