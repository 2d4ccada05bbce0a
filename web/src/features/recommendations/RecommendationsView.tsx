import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { problemFromThrown } from '@/api/problem'
import { modelsQuery, recommendationsQuery } from '@/api/queries'
import { StartOverIfGone, ratingInputs, useRatings } from '@/features/ratings'
import { SteerBar } from '@/features/steer'
import { type ListSearch, isSteered, wishesOf } from '@/listSearch'
import { homeLink, importLink, recommendationsLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { Message } from '@/ui/Message'
import { AlgorithmSwitch } from './AlgorithmSwitch'
import { ListSkeleton } from './ListSkeleton'
import { RecommendationList } from './RecommendationList'
import styles from './RecommendationsView.module.css'
import { WorkNote } from './WorkNote'

/** The list for the visitor's ratings, steered by the address. */
export function RecommendationsView({ search }: { search: ListSearch }) {
  const { progress } = useRatings()
  const wishes = wishesOf(search)
  const models = useQuery(modelsQuery())
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery(
    recommendationsQuery(ratingInputs(progress), wishes),
  )
  const nRated = progress.ratings.length
  const chosen = search.algorithm ?? models.data?.models.find((model) => model.is_default)?.algorithm

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
        <AlgorithmSwitch models={models.data?.models ?? []} chosen={chosen} search={search} exclude={[]} ratings={ratingInputs(progress)} />
      </header>
      <SteerBar search={search} />
      <WorkNote isWorking={isPending || isPlaceholderData} algorithm={chosen} nRated={nRated} data={models.data?.data} />
      {isPending ? (
        <ListSkeleton />
      ) : error ? (
        <ErrorMessage
          error={error}
          onRetry={() => void refetch()}
          otherWay={<OtherWay error={error} search={search} />}
        />
      ) : data.recommendations.length === 0 ? (
        <NothingLeft search={search} />
      ) : (
        <RecommendationList list={data.recommendations} wishes={wishes} isOutdated={isPlaceholderData} />
      )}
    </div>
  )
}

/** Why the list is empty, and the way on. */
function NothingLeft({ search }: { search: ListSearch }) {
  if (!isSteered(search)) {
    return (
      <Message title="Nothing left to recommend">
        <p>This model has no movie for you that you have not rated. Try another one.</p>
      </Message>
    )
  }
  return (
    <Message title="No movie is like that" action={<ClearWishes search={search} />}>
      <p>Nothing you have not rated passes these genres and years. Take one away, or start again.</p>
    </Message>
  )
}

function ClearWishes({ search: { algorithm } }: { search: ListSearch }) {
  return (
    <Link {...recommendationsLink(algorithm === undefined ? {} : { algorithm })} className={buttonClass('outline')}>
      Show the list without filters
    </Link>
  )
}

/** What else a visitor can do, where trying again would fail again. */
function OtherWay({ error, search }: { error: unknown; search: ListSearch }) {
  const { code, kind } = problemFromThrown(error)
  if (code === 'unknown_algorithm') {
    return (
      <Link {...recommendationsLink()} className={buttonClass('outline')}>
        Use the standard model
      </Link>
    )
  }
  if (kind === 'refused' && code !== 'unknown_movie' && isSteered(search)) return <ClearWishes search={search} />
  return <StartOverIfGone error={error} />
}
