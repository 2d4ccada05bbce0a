import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { explanationsQuery } from '@/api/queries'
import type { Recommendation, Wishes } from '@/api/types'
import { said as saidBy, useRatings } from '@/features/ratings'
import { recommendationsLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { RowPanel } from '@/ui/RowPanel'
import { Forecast } from './Forecast'
import { SumBars } from './SumBars'
import { WhySkeleton } from './WhySkeleton'
import styles from './WhyPanel.module.css'
import { waterfall } from './waterfall'
import { text, whatIfText } from './whyText'

type Props = {
  /** The panel's id, which the button that opens it refers to. */
  id: string
  recommendation: Recommendation
  /** The wishes that the list was requested with. */
  wishes: Wishes
  onClose: () => void
}

/** Why a movie has its place: what each rating adds, where the movie would be without it, and the likely stars. */
export function WhyPanel({ id, recommendation, wishes, onClose }: Props) {
  const { movie, predicted_stars: predicted } = recommendation
  return (
    <RowPanel
      id={id}
      label={text.label(movie.title)}
      title={
        <>
          {text.why} <cite>{movie.title}</cite>
          {text.whyEnd}
        </>
      }
      closeLabel={text.close(movie.title)}
      onClose={onClose}
    >
      <div className={styles.columns}>
        <div className={styles.sum}>
          <Sum recommendation={recommendation} wishes={wishes} />
        </div>
        <Forecast predicted={predicted} />
      </div>
    </RowPanel>
  )
}

function Sum({ recommendation: { movie }, wishes }: Pick<Props, 'recommendation' | 'wishes'>) {
  const { progress } = useRatings()
  const said = saidBy(progress)
  const nSaid = said.ratings.length + said.seen.length
  const { data, error, isPending, refetch } = useQuery(explanationsQuery(said, wishes))

  if (isPending) return <WhySkeleton said={said} />
  if (error) return <ErrorMessage error={error} onRetry={() => void refetch()} />

  const explained = data.recommendations.find((other) => other.movie.id === movie.id)
  const steps = waterfall(movie.id, data.recommendations, nSaid)
  if (explained === undefined || steps === null) return <NoSums />
  const whatIf = whatIfText(explained)
  return (
    <>
      {whatIf !== null && <p className={styles.whatIf}>{whatIf}</p>}
      <SumBars waterfall={steps} rank={explained.rank} />
    </>
  )
}

/** Some models go by groups or neighbours, so there is nothing to add up. */
function NoSums() {
  return (
    <div className={styles.none}>
      <p className={styles.noneTitle}>{text.noSums}</p>
      <p>{text.noSumsWhy}</p>
      <Link {...recommendationsLink()} className={buttonClass('outline')} resetScroll={false}>
        {text.standardModel}
      </Link>
    </div>
  )
}
