import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { problemFromThrown } from '@/api/problem'
import { modelsQuery, recommendationsQuery } from '@/api/queries'
import { StartOverIfGone, ratingInputs, useRatings } from '@/features/ratings'
import { homeLink, importLink, recommendationsLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { Message } from '@/ui/Message'
import { AlgorithmSwitch } from './AlgorithmSwitch'
import { ListSkeleton } from './ListSkeleton'
import { RecommendationList } from './RecommendationList'
import styles from './RecommendationsView.module.css'
import { WorkNote } from './WorkNote'

/** The list for the visitor's ratings, by the model named in the address. */
export function RecommendationsView({ algorithm }: { algorithm: string | undefined }) {
  const { progress } = useRatings()
  const models = useQuery(modelsQuery())
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(
    recommendationsQuery(ratingInputs(progress), algorithm),
  )
  const nRated = progress.ratings.length
  const chosen = algorithm ?? models.data?.models.find((model) => model.is_default)?.algorithm

  if (nRated === 0) {
    return (
      <Message
        level={1}
        title="Nothing to go by yet"
        action={
          <>
            <Link {...homeLink} className={buttonClass('filled')}>
              Rate some movies
            </Link>
            <Link {...importLink} className={buttonClass('outline')}>
              Bring your ratings
            </Link>
          </>
        }
      >
        <p>Rate one movie you know, better eight, and your list appears here.</p>
      </Message>
    )
  }

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>Now showing for you</h1>
          <p className={styles.source}>
            From your {nRated === 1 ? 'one rating' : `${nRated} ratings`}. <Link {...homeLink}>Rate more</Link>
          </p>
        </div>
        <AlgorithmSwitch models={models.data?.models ?? []} chosen={chosen} ratings={ratingInputs(progress)} />
      </header>
      <WorkNote isWorking={isPending || isPlaceholderData} algorithm={chosen} nRated={nRated} data={models.data?.data} />
      {isPending ? (
        <ListSkeleton />
      ) : error ? (
        <ErrorMessage
          error={error}
          onRetry={() => void refetch()}
          otherWay={<OtherWay error={error} />}
        />
      ) : data.recommendations.length === 0 ? (
        <Message title="Nothing left to recommend">
          <p>This model has no movie for you that you have not rated. Try another one.</p>
        </Message>
      ) : (
        <RecommendationList list={data.recommendations} algorithm={algorithm} isOutdated={isPlaceholderData} />
      )}
    </div>
  )
}

/** What else a visitor can do, where trying again would fail again. */
function OtherWay({ error }: { error: unknown }) {
  if (problemFromThrown(error).code !== 'unknown_algorithm') return <StartOverIfGone error={error} />
  return (
    <Link {...recommendationsLink()} className={buttonClass('outline')}>
      Use the standard model
    </Link>
  )
}
