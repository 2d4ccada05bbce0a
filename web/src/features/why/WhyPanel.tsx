import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { explanationsQuery } from '@/api/queries'
import type { Recommendation, Wishes } from '@/api/types'
import { ratingInputs, useRatings } from '@/features/ratings'
import { recommendationsLink } from '@/paths'
import { Button, buttonClass } from '@/ui/Button'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { Icon } from '@/ui/Icon'
import { Forecast } from './Forecast'
import { SumBars } from './SumBars'
import { WhySkeleton } from './WhySkeleton'
import styles from './WhyPanel.module.css'
import { waterfall } from './waterfall'
import { whatIfText } from './whyText'

type Props = {
  /** The id that the button which opens the panel names. */
  id: string
  recommendation: Recommendation
  /** The wishes that the list was asked for with. */
  wishes: Wishes
  onClose: () => void
}

/** Why a movie stands where it stands: what each rating adds, where it would be without, and the likely stars. */
export function WhyPanel({ id, recommendation, wishes, onClose }: Props) {
  const { movie, predicted_stars: predicted } = recommendation
  const panel = useRef<HTMLElement>(null)

  // It opens under a whole row of cards, which is often under the edge of the screen.
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])

  return (
    // Escape closes it from anywhere inside; each control within works by itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      id={id}
      ref={panel}
      className={styles.panel}
      aria-label={`Why ${movie.title}?`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className={styles.head}>
        <h3 className={styles.title}>
          Why <cite>{movie.title}</cite>?
        </h3>
        <Button look="quiet" aria-label={`Close: why ${movie.title}`} onClick={onClose}>
          <Icon name="close" size={18} />
        </Button>
      </header>
      <div className={styles.columns}>
        <div className={styles.sum}>
          <Sum recommendation={recommendation} wishes={wishes} />
        </div>
        <Forecast predicted={predicted} />
      </div>
    </section>
  )
}

function Sum({ recommendation: { movie }, wishes }: Pick<Props, 'recommendation' | 'wishes'>) {
  const { progress } = useRatings()
  const { data, error, isPending, refetch } = useQuery(explanationsQuery(ratingInputs(progress), wishes))

  if (isPending) return <WhySkeleton nRated={progress.ratings.length} />
  if (error) return <ErrorMessage error={error} onRetry={() => void refetch()} />

  const explained = data.recommendations.find((other) => other.movie.id === movie.id)
  const steps = waterfall(movie.id, data.recommendations, progress.ratings.length)
  if (explained === undefined || steps === null) return <NoSums />
  const whatIf = whatIfText(explained)
  return (
    <>
      {whatIf !== null && <p className={styles.whatIf}>{whatIf}</p>}
      <SumBars waterfall={steps} rank={explained.rank} />
    </>
  )
}

/** Some models reason in groups or in people: there is nothing to add up. */
function NoSums() {
  return (
    <div className={styles.none}>
      <p className={styles.noneTitle}>No sums from this model</p>
      <p>It goes by groups of people or by fame, not by adding up your ratings one by one. The standard model does.</p>
      <Link {...recommendationsLink()} className={buttonClass('outline')} resetScroll={false}>
        Use the standard model
      </Link>
    </div>
  )
}
