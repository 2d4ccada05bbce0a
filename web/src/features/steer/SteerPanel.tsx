import { useQuery } from '@tanstack/react-query'
import { genresQuery } from '@/api/queries'
import { type ListSearch, readGenres, readListSearch, writeGenres } from '@/listSearch'
import { PillChoice } from '@/ui/PillChoice'
import { toggled } from '@/ui/toggled'
import styles from './SteerPanel.module.css'
import { SteerSlider } from './SteerSlider'
import { YearFields } from './YearFields'
import { fameText, text, varietyText } from './steerText'

type Props = { id: string; search: ListSearch; onSteer: (change: (search: ListSearch) => ListSearch) => void }

/** Which movies, genres, years and both sliders; every change affects the list at once. */
export function SteerPanel({ id, search, onSteer }: Props) {
  // Read anew, so that a slider in the middle and an empty choice leave the address.
  const change = (wish: Record<string, unknown>) => onSteer((now) => readListSearch({ ...now, ...wish }))
  return (
    <section id={id} className={styles.panel} aria-label={text.title}>
      <PillChoice
        legend={text.movies}
        hint={text.moviesHint}
        options={[text.onlyWatchlist]}
        chosen={search.only === undefined ? [] : [text.onlyWatchlist]}
        onToggle={() => onSteer((now) => readListSearch({ ...now, only: now.only === undefined ? 'watchlist' : null }))}
        failure={null}
      />
      <Genres
        chosen={readGenres(search)}
        onToggle={(name) =>
          onSteer((now) => readListSearch({ ...now, genres: writeGenres(toggled(readGenres(now), name)) }))
        }
      />
      <YearFields from={search.from} to={search.to} onChange={change} />
      <div className={styles.sliders}>
        <SteerSlider
          label={text.fame}
          ends={text.fameEnds}
          min={-1}
          value={search.fame ?? 0}
          valueText={fameText}
          onChange={(fame) => change({ fame })}
        />
        <SteerSlider
          label={text.variety}
          ends={text.varietyEnds}
          min={0}
          value={search.variety ?? 0}
          valueText={varietyText}
          onChange={(variety) => change({ variety })}
        />
      </div>
    </section>
  )
}

type GenresProps = { chosen: string[]; onToggle: (name: string) => void }

function Genres({ chosen, onToggle }: GenresProps) {
  const { data, error } = useQuery(genresQuery())
  return (
    <PillChoice
      legend={text.genres}
      hint={text.genresHint}
      options={data}
      chosen={chosen}
      onToggle={onToggle}
      failure={error === null ? null : text.genresFailed}
    />
  )
}
