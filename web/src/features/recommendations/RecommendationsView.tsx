import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { problemFromThrown } from '@/api/problem'
import { modelsQuery } from '@/api/queries'
import { isAnything } from '@/api/said'
import { useTell } from '@/features/feedback'
import { NoRatingsYet, RatingsError, UndoNote, useRatings, useUndoable } from '@/features/ratings'
import { SteerBar } from '@/features/steer'
import { type ListSearch, isSteered } from '@/listSearch'
import { homeLink, recommendationsLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { Message } from '@/ui/Message'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import { AlgorithmSwitch } from './AlgorithmSwitch'
import { ListSkeleton } from './ListSkeleton'
import { RecommendationList } from './RecommendationList'
import styles from './RecommendationsView.module.css'
import { WorkNote } from './WorkNote'
import { YourStars } from './YourStars'
import { text } from './listText'
import { movesText } from './moves'
import { useList } from './useList'

/** The list for what the visitor rated and saw, steered by the address. */
export function RecommendationsView({ search }: { search: ListSearch }) {
  const { progress } = useRatings()
  const { query, said, wishes, movies, list, moves } = useList(search)
  const { error, isPending, isPlaceholderData, refetch } = query
  const models = useQuery(modelsQuery())
  const undoable = useUndoable()
  const tell = useTell(query.data)
  const chosen = search.algorithm ?? query.data?.algorithm ?? models.data?.models.find((model) => model.is_default)?.algorithm

  if (!isAnything(said)) return <NoRatingsYet />

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <div>
          <h1 className={styles.title}>{text.title}</h1>
          <p className={styles.source}>
            {text.source(said)} <Link {...homeLink}>{text.rateMore}</Link>
          </p>
        </div>
        <AlgorithmSwitch models={models.data?.models ?? []} chosen={chosen} search={search} movies={movies} said={said} />
      </header>
      {progress.ratings.length > 0 && <YourStars />}
      <SteerBar search={search} />
      <WorkNote isWorking={isPending || isPlaceholderData} algorithm={chosen} said={said} data={models.data?.data} />
      {isPending ? (
        <ListSkeleton />
      ) : error ? (
        <RatingsError
          error={error}
          onRetry={() => void refetch()}
          otherWay={<OtherWay error={error} search={search} />}
        />
      ) : list.length === 0 && !isPlaceholderData ? (
        <NothingLeft search={search} />
      ) : (
        <RecommendationList
          list={list}
          moves={moves}
          wishes={wishes}
          undoable={undoable}
          tell={tell}
          isOutdated={isPlaceholderData}
        />
      )}
      <VisuallyHidden role="status">{isPlaceholderData ? '' : movesText(moves)}</VisuallyHidden>
      <UndoNote undoable={undoable} />
    </div>
  )
}

/** Explains why the list is empty, and what to do. */
function NothingLeft({ search }: { search: ListSearch }) {
  if (!isSteered(search)) {
    return (
      <Message title={text.nothingLeft}>
        <p>{text.nothingLeftWhy}</p>
      </Message>
    )
  }
  return (
    <Message title={text.nothingPasses} action={<ClearWishes search={search} />}>
      <p>{search.only === 'watchlist' ? text.nothingOfWatchlistWhy : text.nothingPassesWhy}</p>
    </Message>
  )
}

function ClearWishes({ search: { algorithm } }: { search: ListSearch }) {
  return (
    <Link {...recommendationsLink(algorithm === undefined ? {} : { algorithm })} className={buttonClass('outline')}>
      {text.clear}
    </Link>
  )
}

/** What else a visitor can do if trying again would fail again. */
function OtherWay({ error, search }: { error: unknown; search: ListSearch }) {
  const { code, kind } = problemFromThrown(error)
  if (code === 'unknown_algorithm') {
    return (
      <Link {...recommendationsLink()} className={buttonClass('outline')}>
        {text.standardModel}
      </Link>
    )
  }
  if (kind === 'refused' && isSteered(search)) return <ClearWishes search={search} />
  return null
}
