import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Statistics } from '@/api/labTypes'
import { ChartFigure } from './ChartFigure'
import styles from './CostCharts.module.css'
import { CountBars } from './CountBars'
import { AXIS_LINE, GRID, LABEL, MARGIN, TICK, TOOLTIP } from './chartStyle'
import { text } from './chartsText'
import { count, percent, range } from './format'

type Props = { statistics: Statistics }

/** How many ratings of each number of stars. */
export function StarsChart({ statistics: { by_stars: byStars, mean_stars: mean } }: Props) {
  const all = byStars.reduce((sum, { n_ratings }) => sum + n_ratings, 0)
  const liked = byStars.reduce((sum, { stars, n_ratings }) => (stars >= 4 ? sum + n_ratings : sum), 0)
  return (
    <ChartFigure
      title={text.stars}
      explanation={text.starsWhy}
      finding={all > 0 && text.starsMean(mean, liked / all)}
      columns={[
        { head: text.starsHead, cell: ({ stars }) => String(stars) },
        { head: text.ratingsHead, cell: ({ n_ratings }) => count(n_ratings) },
        { head: text.share, cell: ({ n_ratings }) => percent(n_ratings / all) },
      ]}
      rows={byStars}
    >
      <CountBars label={text.ratings} axis={text.starsAxis} bars={byStars.map(({ stars, n_ratings }) => ({ name: String(stars), n: n_ratings }))} colour="var(--star)" />
    </ChartFigure>
  )
}

/** The best-known movies' share of all ratings. */
export function TailChart({ statistics: { popularity } }: Props) {
  const points = [{ share_of_movies: 0, share_of_ratings: 0 }, ...popularity]
  const tenth = popularity.find(({ share_of_movies }) => share_of_movies === 0.1)
  return (
    <ChartFigure
      title={text.tail}
      explanation={text.tailWhy}
      finding={tenth !== undefined && text.tailTenth(tenth.share_of_ratings)}
      columns={[
        { head: text.bestKnown, cell: ({ share_of_movies }) => percent(share_of_movies) },
        { head: text.partOfRatings, cell: ({ share_of_ratings }) => percent(share_of_ratings) },
      ]}
      rows={popularity}
    >
      <ResponsiveContainer width="100%" height={300}>
        <AreaChart data={points} margin={MARGIN} aria-label={text.tailChart}>
          <CartesianGrid {...GRID} vertical={false} />
          <XAxis dataKey="share_of_movies" type="number" domain={[0, 1]} ticks={[0, 0.2, 0.4, 0.6, 0.8, 1]} tickFormatter={percent} tick={TICK} axisLine={AXIS_LINE} tickLine={false} height={44} label={{ value: text.tailAxis, position: 'insideBottom', ...LABEL }} />
          <YAxis domain={[0, 1]} ticks={[0, 0.25, 0.5, 0.75, 1]} tickFormatter={percent} tick={TICK} axisLine={false} tickLine={false} width={52} />
          <Tooltip {...TOOLTIP} labelFormatter={(share) => (typeof share === 'number' ? text.ofMovies(share) : '')} formatter={(value) => (typeof value === 'number' ? percent(value) : '')} />
          <Area dataKey="share_of_ratings" name={text.ofRatings} stroke="var(--series-1)" strokeWidth={2.5} fill="var(--series-1)" fillOpacity={0.12} isAnimationActive={false} />
        </AreaChart>
      </ResponsiveContainer>
    </ChartFigure>
  )
}

/** How many ratings movies have, and people gave. */
export function ActivityCharts({ statistics: { ratings_per_movie: perMovie, ratings_per_user: perUser } }: Props) {
  const rows = [
    ...perMovie.map((bar) => ({ ...bar, of: text.movies })),
    ...perUser.map((bar) => ({ ...bar, of: text.people })),
  ]
  return (
    <ChartFigure
      title={text.activity}
      explanation={text.activityWhy}
      columns={[
        { head: text.of, cell: ({ of }) => of, isText: true },
        { head: text.ratingsHead, cell: ({ from, to }) => range(from, to) },
        { head: text.howMany, cell: ({ n }) => count(n) },
      ]}
      rows={rows}
    >
      <div className={styles.pair}>
        <div>
          <p className={styles.name}>{text.moviesWith}</p>
          <CountBars label={text.movies} axis={text.ratings} bars={perMovie.map(({ from, to, n }) => ({ name: range(from, to), n }))} colour="var(--series-3)" />
        </div>
        <div>
          <p className={styles.name}>{text.peopleWho}</p>
          <CountBars label={text.people} axis={text.ratings} bars={perUser.map(({ from, to, n }) => ({ name: range(from, to), n }))} colour="var(--series-2)" />
        </div>
      </div>
    </ChartFigure>
  )
}
