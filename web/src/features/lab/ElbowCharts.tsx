import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { GroupCount } from '@/api/labTypes'
import { ChartFigure } from './ChartFigure'
import styles from './CostCharts.module.css'
import { AXIS_LINE, GRID, LABEL, MARGIN, TICK, TOOLTIP } from './chartStyle'
import { compact, figure, plain, plainFigure } from './format'
import { axisOf, niceTicks } from './ticks'

type Props = { counts: GroupCount[]; nServed: number }

/** How many taste groups there should be: inertia, whose elbow is looked for, and silhouette. */
export function ElbowCharts({ counts, nServed }: Props) {
  const best = counts.toSorted((a, b) => b.silhouette - a.silhouette)[0]
  return (
    <ChartFigure
      title="How many groups of taste?"
      explanation={
        <>
          K-means sorts people into as many groups as it is told. Inertia is how far people are from the middle of their
          group: it always falls with more groups, and the bend, the elbow, is where more stop helping. Silhouette asks how
          much nearer people are to their own group than to the next: higher is better, and near 0 says that tastes run into
          each other rather than fall into islands. With very many groups it rises again, as hardly anybody shares one.
        </>
      }
      finding={
        best !== undefined && (
          <>
            Silhouette is best with {best.n_clusters} groups, at {figure(best.silhouette)}
            {nServed > 0 && `; this service uses ${nServed}, the dashed line`}.
          </>
        )
      }
      columns={[
        { head: 'Groups', cell: ({ n_clusters }) => String(n_clusters) },
        { head: 'Inertia', cell: ({ inertia }) => figure(inertia) },
        { head: 'Silhouette', cell: ({ silhouette }) => figure(silhouette) },
      ]}
      rows={counts}
    >
      <div className={styles.pair}>
        <Curve counts={counts} of="inertia" name="Inertia" nServed={nServed} />
        <Curve counts={counts} of="silhouette" name="Silhouette" nServed={nServed} />
      </div>
    </ChartFigure>
  )
}

type CurveProps = Props & { of: 'inertia' | 'silhouette'; name: string }

function Curve({ counts, of, name, nServed }: CurveProps) {
  const values = counts.map((count) => count[of])
  // Every second number of groups has room for its mark.
  const marks = counts.map(({ n_clusters }) => n_clusters).filter((_, place) => place % 2 === 0)
  return (
    <div>
      <p className={styles.name}>{name}</p>
      <ResponsiveContainer width="100%" height={280}>
        <LineChart data={counts} margin={MARGIN} aria-label={`Line: ${name} over the number of groups`}>
          <CartesianGrid {...GRID} vertical={false} />
          <XAxis dataKey="n_clusters" type="number" scale="log" domain={['dataMin', 'dataMax']} ticks={marks} interval="preserveStartEnd" tick={TICK} axisLine={AXIS_LINE} tickLine={false} height={44} label={{ value: 'groups', position: 'insideBottom', ...LABEL }} />
          <YAxis tick={TICK} tickFormatter={of === 'inertia' ? compact : figure} axisLine={false} tickLine={false} width={52} {...axisOf(niceTicks(of === 'inertia' ? Math.min(...values) : Math.min(0, ...values), Math.max(...values)))} />
          <Tooltip {...TOOLTIP} labelFormatter={(n) => `${plain(n)} groups`} formatter={plainFigure} />
          {nServed > 0 && <ReferenceLine x={nServed} stroke="var(--ink-soft)" strokeDasharray="5 4" />}
          <Line dataKey={of} name={name} stroke={of === 'inertia' ? 'var(--series-2)' : 'var(--series-1)'} strokeWidth={2.5} dot={{ r: 3.5 }} isAnimationActive={false} />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}
