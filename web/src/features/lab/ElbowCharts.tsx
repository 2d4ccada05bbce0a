import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { GroupCount } from '@/api/labTypes'
import { ChartFigure } from './ChartFigure'
import styles from './CostCharts.module.css'
import { AXIS_LINE, GRID, LABEL, MARGIN, TICK, TOOLTIP } from './chartStyle'
import { text } from './chartsText'
import { compact, figure, plain, plainFigure } from './format'
import { axisOf, niceTicks } from './ticks'

type Props = { counts: GroupCount[]; nServed: number }

/** How many taste groups there should be: inertia with its elbow, and silhouette. */
export function ElbowCharts({ counts, nServed }: Props) {
  const best = counts.toSorted((a, b) => b.silhouette - a.silhouette)[0]
  return (
    <ChartFigure
      title={text.elbow}
      explanation={text.elbowWhy}
      finding={best !== undefined && text.elbowBest(best.n_clusters, best.silhouette, nServed)}
      columns={[
        { head: text.groups, cell: ({ n_clusters }) => String(n_clusters) },
        { head: text.inertia, cell: ({ inertia }) => figure(inertia) },
        { head: text.silhouette, cell: ({ silhouette }) => figure(silhouette) },
      ]}
      rows={counts}
    >
      <div className={styles.pair}>
        <Curve counts={counts} of="inertia" name={text.inertia} nServed={nServed} />
        <Curve counts={counts} of="silhouette" name={text.silhouette} nServed={nServed} />
      </div>
    </ChartFigure>
  )
}

type CurveProps = Props & { of: 'inertia' | 'silhouette'; name: string }

function Curve({ counts, of, name, nServed }: CurveProps) {
  const values = counts.map((count) => count[of])
  const most = Math.max(...counts.map(({ n_clusters }) => n_clusters))
  return (
    <div>
      <p className={styles.name}>{name}</p>
      <ResponsiveContainer width="100%" height={280}>
        <LineChart data={counts} margin={MARGIN} aria-label={text.elbowChart(name)}>
          <CartesianGrid {...GRID} vertical={false} />
          <XAxis dataKey="n_clusters" type="number" {...axisOf(niceTicks(0, most))} interval="preserveStartEnd" tick={TICK} axisLine={AXIS_LINE} tickLine={false} height={44} label={{ value: text.groupsAxis, position: 'insideBottom', ...LABEL }} />
          <YAxis tick={TICK} tickFormatter={of === 'inertia' ? compact : figure} axisLine={false} tickLine={false} width={52} {...axisOf(niceTicks(of === 'inertia' ? Math.min(...values) : Math.min(0, ...values), Math.max(...values)))} />
          <Tooltip {...TOOLTIP} labelFormatter={(n) => text.nGroups(plain(n))} formatter={plainFigure} />
          {nServed > 0 && <ReferenceLine x={nServed} stroke="var(--ink-soft)" strokeDasharray="5 4" />}
          <Line dataKey={of} name={name} stroke={of === 'inertia' ? 'var(--series-2)' : 'var(--series-1)'} strokeWidth={2.5} dot={{ r: 3.5 }} isAnimationActive={false} />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}
