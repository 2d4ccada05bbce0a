import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { problemFromThrown } from '@/api/problem'
import { type ChosenFiles, type ImportAnswers, importQuery } from '@/api/importQuery'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { useDelayed } from '@/ui/useDelayed'
import { type Complaint, FileField } from './FileField'
import { ImportReport } from './ImportReport'
import styles from './ImportView.module.css'
import { Question, subjectOf } from './Question'
import { Sources } from './Sources'
import { filesComplaint } from './fileCheck'
import { text as words } from './importText'
import { useFileDrop } from './useFileDrop'

/** Import of ratings: choose a file, see what it holds, add it. */
export function ImportView() {
  const [chosen, setChosen] = useState<ChosenFiles | null>(null)
  const [wrong, setWrong] = useState<Complaint | null>(null)
  const turn = useRef(0)
  const { data, error, isFetching, refetch } = useQuery(importQuery(chosen))
  const isSlow = useDelayed(isFetching)

  const choose = useCallback((files: readonly [File, ...File[]]) => {
    const text = filesComplaint(files)
    setWrong(text === null ? null : { text })
    turn.current += 1
    setChosen(text === null ? { files, turn: turn.current, answers: {} } : null)
  }, [])
  const isOver = useFileDrop(choose)

  function answer(given: ImportAnswers) {
    setChosen((now) => (now === null ? null : { ...now, answers: { ...now.answers, ...given } }))
  }

  const name = chosen === null ? '' : words.named(chosen.files.map((file) => file.name))
  const problem = error === null ? null : problemFromThrown(error)
  // Problems of the file are shown beside the field, where another one can be chosen.
  const refusal =
    problem?.kind === 'refused'
      ? { text: words.refused(name), detail: problem.message }
      : null
  const subject = refusal === null ? null : subjectOf(problem?.field ?? null)
  const isFresh = data === undefined && problem?.kind !== 'unreachable'

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <h1 className={styles.title}>{words.title}</h1>
        {data === undefined && <p className={styles.lead}>{words.lead}</p>}
      </header>
      <FileField
        label={data === undefined ? words.choose : words.chooseOther}
        isOver={isOver}
        isCompact={data !== undefined}
        complaint={wrong ?? (subject === null ? refusal : null)}
        onFiles={choose}
      >
        <p role="status" className={styles.note}>
          {isSlow && chosen !== null ? words.reading(name) : words.kinds}
        </p>
      </FileField>
      {subject !== null && <Question key={subject} about={subject} choices={problem?.choices ?? []} onAnswer={answer} />}
      {error !== null && refusal === null && <ErrorMessage error={error} onRetry={() => void refetch()} />}
      {data !== undefined && chosen !== null && <ImportReport key={chosen.turn} result={data} name={name} />}
      {isFresh && <Sources />}
    </div>
  )
}
