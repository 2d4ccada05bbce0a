import type { Evaluation, Evaluations } from '@/api/labTypes'
import type { Model } from '@/api/types'
import type { LabSearch } from '@/labSearch'
import { BoardChoice } from './BoardChoice'
import { CostCharts } from './CostCharts'
import { FewRatingsChart } from './FewRatingsChart'
import styles from './LabView.module.css'
import { LeaderboardChart } from './LeaderboardChart'
import { chosenBoard, chosenMetric, curve, inOrder } from './boards'
import { count } from './format'

type Props = { evaluations: Evaluations; models: readonly Model[]; search: LabSearch }

/** The leaderboards: all that is there, and word of what is to come. */
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
        Learned from {count(board.n_train_users)} people’s {count(board.n_train_ratings)} ratings, judged on{' '}
        {count(board.n_judged)} {board.protocol === 'rating' ? 'hidden ratings' : 'people held out'}
        {board.seeds.length > 1 && `, over ${board.seeds.length} draws of them`}. None of them was learned from.
      </p>
    </>
  )
}

function MeasuringNote({ detail }: { detail: string | null }) {
  return (
    <p className={styles.note} role="status">
      <b>The server is measuring itself</b> on people it holds out, whenever it has nothing better to do
      {detail !== null && <>: {detail}</>}. What is there stands below; the rest comes by itself.
    </p>
  )
}

function NothingNote({ detail }: { detail: string | null }) {
  return (
    <p className={styles.note}>
      <b>There is no leaderboard here</b>
      {detail === null ? ': whoever runs this service has switched the measuring off.' : <>: {detail}.</>}
    </p>
  )
}
