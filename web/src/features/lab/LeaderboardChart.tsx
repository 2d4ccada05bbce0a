import { useMediaQuery } from '@mantine/hooks'
import { Bar, BarChart, CartesianGrid, ErrorBar, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Evaluation } from '@/api/labTypes'
import type { Model } from '@/api/types'
import { ChartFigure } from './ChartFigure'
import { type Standing, standings } from './boards'
import { AXIS_LINE, GRID, TICK, TOOLTIP } from './chartStyle'
import { text } from './chartsText'
import { figure, interval, plainFigure } from './format'
import { metricOf } from './metrics'
import { seriesOf } from './series'
import { axisOf, niceTicks } from './ticks'

type Props = { board: Evaluation; metric: string; models: readonly Model[] }

const ROW_PX = 44

/** All contenders by one metric, with 95 % intervals where they were measured. */
export function LeaderboardChart({ board, metric, models }: Props) {
  const { label, meaning, lowerIsBetter } = metricOf(metric)
  const rows = standings(board, metric).map((standing) => ({ ...standing, ...seriesOf(standing.algorithm, models) }))
  const values = rows.flatMap(({ value, high }) => [value, high ?? value])
  const isNarrow = useMediaQuery('(max-width: 640px)')

  return (
    <ChartFigure
      title={text.best}
      explanation={text.bestWhy(label, meaning)}
      finding={findingText(rows, lowerIsBetter, label)}
      columns={[
        { head: text.algorithm, cell: ({ title }) => title, isText: true },
        { head: label, cell: ({ value }) => figure(value) },
        { head: text.interval, cell: ({ low, high }) => interval(low, high) },
      ]}
      rows={rows}
    >
      <ResponsiveContainer width="100%" height={rows.length * ROW_PX + 40}>
        <BarChart
          layout="vertical"
          data={rows.map((row) => ({ ...row, spread: spread(row), fill: row.colour, fillOpacity: row.isNaive ? 0.55 : 1 }))}
          margin={{ top: 4, right: 24, bottom: 4, left: 0 }}
          aria-label={text.bestChart(label)}
        >
          <CartesianGrid {...GRID} horizontal={false} />
          <XAxis type="number" tick={TICK} tickFormatter={figure} axisLine={AXIS_LINE} tickLine={false} {...axisOf(niceTicks(Math.min(0, ...values), Math.max(...values), isNarrow ? 3 : 5))} />
          <YAxis type="category" dataKey="title" tick={{ ...TICK, fill: 'var(--ink)' }} width={isNarrow ? 108 : 168} axisLine={AXIS_LINE} tickLine={false} interval={0} />
          <Tooltip {...TOOLTIP} formatter={plainFigure} />
          <Bar dataKey="value" name={label} isAnimationActive={false} barSize={20}>
            <ErrorBar dataKey="spread" direction="x" width={7} strokeWidth={2} stroke="var(--ink)" isAnimationActive={false} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </ChartFigure>
  )
}

/** How far the interval reaches down and up. */
function spread({ value, low, high }: Standing): [number, number] {
  return low === null || high === null ? [0, 0] : [value - low, high - value]
}

function findingText(rows: readonly (Standing & { title: string })[], lowerIsBetter: boolean, label: string) {
  const [best, second] = rows
  if (best === undefined || second === undefined) return undefined
  const overlaps =
    best.low !== null && second.high !== null && best.high !== null && second.low !== null &&
    (lowerIsBetter ? second.low <= best.high : second.high >= best.low)
  const leads = text.leads(best, second, label)
  return overlaps ? text.overlap(leads) : text.noOverlap(leads)
}
