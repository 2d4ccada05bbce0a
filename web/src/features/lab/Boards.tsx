import type { Evaluation, Evaluations } from '@/api/labTypes'
import type { Model } from '@/api/types'
import type { LabSearch } from '@/labSearch'
import { BoardChoice } from './BoardChoice'
import { CostCharts } from './CostCharts'
import { FewRatingsChart } from './FewRatingsChart'
import styles from './LabView.module.css'
import { LeaderboardChart } from './LeaderboardChart'
import { chosenBoard, chosenMetric, curve, inOrder } from './boards'
import { text } from './labText'

type Props = { evaluations: Evaluations; models: readonly Model[]; search: LabSearch }

/** The leaderboards that are there, and a note on those that are still being measured. */
export function Boards({ evaluations: { state, detail, evaluations }, models, search }: Props) {
  const boards = inOrder(evaluations)
  const board = chosenBoard(boards, search.protocol)
  return (
    <>
      {state === 'measuring' && <MeasuringNote detail={detail} />}
      {board === undefined ? (
        state === 'not_measured' && <NothingNote detail={detail} />
      ) : (
        <Board boards={boards} board={board} models={models} metric={chosenMetric(board, search.metric)} />
      )}
    </>
  )
}

type BoardProps = { boards: readonly Evaluation[]; board: Evaluation; metric: string; models: readonly Model[] }

function Board({ boards, board, metric, models }: BoardProps) {
  return (
    <>
      <BoardChoice boards={boards} board={board} metric={metric} />
      <LeaderboardChart board={board} metric={metric} models={models} />
      {curve(board, metric).length > 1 && <FewRatingsChart board={board} metric={metric} models={models} />}
      <CostCharts board={board} metric={metric} models={models} />
      <p className={styles.fine}>
        {text.learnedFrom(
          board.n_train_users,
          board.n_train_ratings,
          text.judged(board.n_judged, board.protocol === 'rating'),
          text.draws(board.seeds.length),
        )}
      </p>
    </>
  )
}

function MeasuringNote({ detail }: { detail: string | null }) {
  return (
    <p className={styles.note} role="status">
      <b>{text.measuring}</b> {text.measuringWhen(detail)}
    </p>
  )
}

function NothingNote({ detail }: { detail: string | null }) {
  return (
    <p className={styles.note}>
      <b>{text.noLeaderboard}</b>: {text.noLeaderboardWhy(detail)}
    </p>
  )
}
