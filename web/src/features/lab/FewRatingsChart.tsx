import { CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Evaluation } from '@/api/labTypes'
import type { Model } from '@/api/types'
import { ChartFigure } from './ChartFigure'
import { type CurvePoint, curve, standings } from './boards'
import { AXIS_LINE, GRID, LABEL, MARGIN, TICK, TOOLTIP } from './chartStyle'
import { text } from './chartsText'
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
      title={text.soon}
      explanation={text.soonWhy}
      finding={findingText(points, series, label)}
      columns={[
        { head: text.revealed, cell: ({ revealed }: CurvePoint) => String(revealed) },
        ...series.map(({ title, algorithm }) => ({
          head: title,
          cell: ({ values }: CurvePoint) => (values[algorithm] === undefined ? '–' : figure(values[algorithm])),
        })),
      ]}
      rows={points}
    >
      <ResponsiveContainer width="100%" height={400}>
        <LineChart data={points.map(({ revealed, values }) => ({ revealed, ...values }))} margin={MARGIN} aria-label={text.soonChart(label)}>
          <CartesianGrid {...GRID} vertical={false} />
          <XAxis dataKey="revealed" type="number" domain={[0, 'dataMax']} ticks={points.map(({ revealed }) => revealed)} tick={TICK} axisLine={AXIS_LINE} tickLine={false} height={44} label={{ value: text.revealedAxis, position: 'insideBottom', ...LABEL }} />
          <YAxis tick={TICK} tickFormatter={figure} axisLine={false} tickLine={false} width={52} {...axisOf(niceTicks(Math.min(0, ...values), Math.max(...values)))} />
          <Tooltip {...TOOLTIP} labelFormatter={(revealed) => text.nRatings(plain(revealed))} formatter={plainFigure} itemSorter={({ value }) => (typeof value === 'number' ? -value : 0)} />
          <Legend formatter={(title: string) => <span className="chart-legend">{title}</span>} iconType="plainline" itemSorter={null} wrapperStyle={{ paddingTop: 12 }} />
          {series.map(({ algorithm, title, colour, dashes }) => (
            <Line key={algorithm} dataKey={algorithm} name={title} stroke={colour} strokeWidth={2.5} strokeDasharray={dashes} dot={{ r: 3.5, strokeDasharray: '0' }} isAnimationActive={false} />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </ChartFigure>
  )
}

/** What the best algorithm gains from the first to the last point. */
function findingText(points: readonly CurvePoint[], series: readonly Series[], label: string) {
  const [first, last, best] = [points[0], points.at(-1), series[0]]
  if (first === undefined || last === undefined || best === undefined || first === last) return undefined
  const [from, to] = [first.values[best.algorithm], last.values[best.algorithm]]
  if (from === undefined || to === undefined || from <= 0) return undefined
  const percent = Math.round((to / from - 1) * 100)
  return text.gains({ title: best.title, label, percent, from: first.revealed, to: last.revealed })
}
