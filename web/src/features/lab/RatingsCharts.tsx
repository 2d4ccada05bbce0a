import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Statistics } from '@/api/labTypes'
import { ChartFigure } from './ChartFigure'
import styles from './CostCharts.module.css'
import { CountBars } from './CountBars'
import { AXIS_LINE, GRID, LABEL, MARGIN, TICK, TOOLTIP } from './chartStyle'
import { count, figure, percent, range } from './format'

type Props = { statistics: Statistics }

/** How many ratings of each number of stars. */
export function StarsChart({ statistics: { by_stars: byStars, mean_stars: mean } }: Props) {
  const all = byStars.reduce((sum, { n_ratings }) => sum + n_ratings, 0)
  const liked = byStars.reduce((sum, { stars, n_ratings }) => (stars >= 4 ? sum + n_ratings : sum), 0)
  return (
    <ChartFigure
      title="The stars"
      explanation="People mostly rate what they chose to watch, and they chose what they expected to like, so there are many more high ratings than low ones. A plain mean of few ratings is therefore a poor guide, and a low rating says more than a high one."
      finding={all > 0 && `The mean is ${figure(mean)} stars; ${percent(liked / all)} of all ratings are four or more.`}
      columns={[
        { head: 'Stars', cell: ({ stars }) => String(stars) },
        { head: 'Ratings', cell: ({ n_ratings }) => count(n_ratings) },
        { head: 'Share', cell: ({ n_ratings }) => percent(n_ratings / all) },
      ]}
      rows={byStars}
    >
      <CountBars label="ratings" axis="stars" bars={byStars.map(({ stars, n_ratings }) => ({ name: String(stars), n: n_ratings }))} colour="var(--star)" />
    </ChartFigure>
  )
}

/** Which part of all ratings the best-known movies have. */
export function TailChart({ statistics: { popularity } }: Props) {
  const points = [{ share_of_movies: 0, share_of_ratings: 0 }, ...popularity]
  const tenth = popularity.find(({ share_of_movies }) => share_of_movies === 0.1)
  return (
    <ChartFigure
      title="The long tail"
      explanation="Movies in order of how often they were rated, the best known first: how large a part of all ratings do the first so many of them have? If all were rated alike this were a straight line. The steeper it starts, the more a recommender that only repeats the charts seems to be right, and the more there is to be discovered behind them."
      finding={tenth !== undefined && `The best-known tenth of the movies has ${percent(tenth.share_of_ratings)} of all ratings.`}
      columns={[
        { head: 'Best-known movies', cell: ({ share_of_movies }) => percent(share_of_movies) },
        { head: 'Part of all ratings', cell: ({ share_of_ratings }) => percent(share_of_ratings) },
      ]}
      rows={popularity}
    >
      <ResponsiveContainer width="100%" height={300}>
        <AreaChart data={points} margin={MARGIN} aria-label="Curve: part of all ratings over part of the movies">
          <CartesianGrid {...GRID} vertical={false} />
          <XAxis dataKey="share_of_movies" type="number" domain={[0, 1]} ticks={[0, 0.2, 0.4, 0.6, 0.8, 1]} tickFormatter={percent} tick={TICK} axisLine={AXIS_LINE} tickLine={false} height={44} label={{ value: 'of the movies, the best known first', position: 'insideBottom', ...LABEL }} />
          <YAxis domain={[0, 1]} ticks={[0, 0.25, 0.5, 0.75, 1]} tickFormatter={percent} tick={TICK} axisLine={false} tickLine={false} width={52} />
          <Tooltip {...TOOLTIP} labelFormatter={(share) => (typeof share === 'number' ? `${percent(share)} of the movies` : '')} formatter={(value) => (typeof value === 'number' ? percent(value) : '')} />
          <Area dataKey="share_of_ratings" name="of the ratings" stroke="var(--series-1)" strokeWidth={2.5} fill="var(--series-1)" fillOpacity={0.12} isAnimationActive={false} />
        </AreaChart>
      </ResponsiveContainer>
    </ChartFigure>
  )
}

/** How many ratings movies have, and people gave. */
export function ActivityCharts({ statistics: { ratings_per_movie: perMovie, ratings_per_user: perUser } }: Props) {
  const rows = [
    ...perMovie.map((bar) => ({ ...bar, of: 'movies' })),
    ...perUser.map((bar) => ({ ...bar, of: 'people' })),
  ]
  return (
    <ChartFigure
      title="Who rated how much"
      explanation="Each bar holds twice the range of the one before. Most movies have hardly a rating, which is why what algorithms believe of them is held back towards the mean; a few people rated hundreds, and without care they would be everybody’s neighbours."
      columns={[
        { head: 'Of', cell: ({ of }) => of, isText: true },
        { head: 'Ratings', cell: ({ from, to }) => range(from, to) },
        { head: 'How many', cell: ({ n }) => count(n) },
      ]}
      rows={rows}
    >
      <div className={styles.pair}>
        <div>
          <p className={styles.name}>Movies with so many ratings</p>
          <CountBars label="movies" axis="ratings" bars={perMovie.map(({ from, to, n }) => ({ name: range(from, to), n }))} colour="var(--series-3)" />
        </div>
        <div>
          <p className={styles.name}>People who gave so many</p>
          <CountBars label="people" axis="ratings" bars={perUser.map(({ from, to, n }) => ({ name: range(from, to), n }))} colour="var(--series-2)" />
        </div>
      </div>
    </ChartFigure>
  )
}
