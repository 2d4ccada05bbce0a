import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { AXIS_LINE, GRID, LABEL, MARGIN, TICK, TOOLTIP } from './chartStyle'
import { text } from './chartsText'
import { compact, count, plain } from './format'
import { axisOf, niceTicks } from './ticks'

type Props = { bars: { name: string; n: number }[]; label: string; axis: string; colour: string }

/** How many of each. */
export function CountBars({ bars, label, axis, colour }: Props) {
  return (
    <ResponsiveContainer width="100%" height={280}>
      <BarChart data={bars} margin={MARGIN} aria-label={text.countChart(label, axis)} barCategoryGap="12%">
        <CartesianGrid {...GRID} vertical={false} />
        <XAxis dataKey="name" tick={TICK} axisLine={AXIS_LINE} tickLine={false} height={44} label={{ value: axis, position: 'insideBottom', ...LABEL }} />
        <YAxis tick={TICK} tickFormatter={compact} axisLine={false} tickLine={false} width={52} {...axisOf(niceTicks(0, Math.max(...bars.map(({ n }) => n))))} />
        <Tooltip {...TOOLTIP} labelFormatter={(name) => text.bar(plain(name), axis)} formatter={(n) => (typeof n === 'number' ? count(n) : '')} />
        <Bar dataKey="n" name={label} fill={colour} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  )
}
