import { useQuery } from '@tanstack/react-query'
import { genresQuery } from '@/api/queries'
import { type ListSearch, readGenres, readListSearch, writeGenres } from '@/listSearch'
import { PillChoice } from '@/ui/PillChoice'
import styles from './SteerPanel.module.css'
import { SteerSlider } from './SteerSlider'
import { YearFields } from './YearFields'
import { fameText, text, varietyText } from './steerText'

type Props = { id: string; search: ListSearch; onSteer: (search: ListSearch) => void }

/** Genres, years and both sliders; every change affects the list at once. */
export function SteerPanel({ id, search, onSteer }: Props) {
  // Read anew, so that a slider in the middle and an empty choice leave the address.
  const change = (wish: Record<string, unknown>) => onSteer(readListSearch({ ...search, ...wish }))
  return (
    <section id={id} className={styles.panel} aria-label={text.title}>
      <Genres chosen={readGenres(search)} onChoose={(genres) => change({ genres: writeGenres(genres) })} />
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

type GenresProps = { chosen: string[]; onChoose: (genres: string[]) => void }

function Genres({ chosen, onChoose }: GenresProps) {
  const { data, error } = useQuery(genresQuery())
  return (
    <PillChoice
      legend={text.genres}
      hint={text.genresHint}
      options={data}
      chosen={chosen}
      onChoose={onChoose}
      failure={error === null ? null : text.genresFailed}
    />
  )
}
