import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Evaluation } from '@/api/labTypes'
import type { Model } from '@/api/types'
import { ChartFigure } from './ChartFigure'
import { type CurvePoint, curve, standings } from './boards'
import { AXIS_LINE, GRID, LABEL, MARGIN, TICK, TOOLTIP } from './chartStyle'
import { figure, plain, plainFigure } from './format'
import { metricOf } from './metrics'
import { type Series, seriesOf } from './series'
import { axisOf, niceTicks } from './ticks'

type Props = { board: Evaluation; metric: string; models: readonly Model[] }

/** Accuracy over the number of ratings that were revealed. */
export function FewRatingsChart({ board, metric, models }: Props) {
  const points = curve(board, metric)
  const { label } = metricOf(metric)
  const values = points.flatMap((point) => Object.values(point.values))
  const series = standings(board, metric).map(({ algorithm }) => seriesOf(algorithm, models))

  return (
    <ChartFigure
      title="How soon does it know you?"
      explanation={
        <>
          Each line follows one algorithm as held-out people tell it 1, 3, 5, then 10 of their ratings. A line that climbs learns
          from you; a flat one tells everybody the same. Popularity is the floor: whoever is below it would do better to
          show the charts.
        </>
      }
      finding={findingText(points, series, label)}
      columns={[
        { head: 'Ratings revealed', cell: ({ revealed }: CurvePoint) => String(revealed) },
        ...series.map(({ title, algorithm }) => ({
          head: title,
          cell: ({ values }: CurvePoint) => (values[algorithm] === undefined ? '–' : figure(values[algorithm])),
        })),
      ]}
      rows={points}
    >
      <ResponsiveContainer width="100%" height={400}>
        <LineChart data={points.map(({ revealed, values }) => ({ revealed, ...values }))} margin={MARGIN} aria-label={`Lines: ${label} after 1, 3, 5 and 10 ratings`}>
          <CartesianGrid {...GRID} vertical={false} />
          <XAxis dataKey="revealed" type="number" domain={[0, 'dataMax']} ticks={points.map(({ revealed }) => revealed)} tick={TICK} axisLine={AXIS_LINE} tickLine={false} height={44} label={{ value: 'ratings revealed', position: 'insideBottom', ...LABEL }} />
          <YAxis tick={TICK} tickFormatter={figure} axisLine={false} tickLine={false} width={52} {...axisOf(niceTicks(Math.min(0, ...values), Math.max(...values)))} />
          <Tooltip {...TOOLTIP} labelFormatter={(revealed) => `${plain(revealed)} ratings`} formatter={plainFigure} itemSorter={({ value }) => (typeof value === 'number' ? -value : 0)} />
          <Legend formatter={(title: string) => <span className="chart-legend">{title}</span>} iconType="plainline" itemSorter={null} wrapperStyle={{ paddingTop: 12 }} />
          {series.map(({ algorithm, title, colour, isNaive }) => (
            <Line key={algorithm} dataKey={algorithm} name={title} stroke={colour} strokeWidth={2.5} strokeDasharray={isNaive ? '3 4' : '0'} dot={{ r: 3.5, strokeDasharray: '0' }} isAnimationActive={false} />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </ChartFigure>
  )
}

/** What the best one gains from first to last. */
function findingText(points: readonly CurvePoint[], series: readonly Series[], label: string) {
  const [first, last, best] = [points[0], points.at(-1), series[0]]
  if (first === undefined || last === undefined || best === undefined || first === last) return undefined
  const [from, to] = [first.values[best.algorithm], last.values[best.algorithm]]
  if (from === undefined || to === undefined || from <= 0) return undefined
  const change = Math.round((to / from - 1) * 100)
  const much = change >= 0 ? `${change}% more` : `${-change}% less`
  return `After ${last.revealed} ratings ${best.title} has ${much} ${label} than after ${first.revealed === 1 ? 'one' : first.revealed}.`
}
