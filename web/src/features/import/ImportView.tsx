import { useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { problemFromThrown } from '@/api/problem'
import { type ChosenFile, importQuery } from '@/api/queries'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { useDelayed } from '@/ui/useDelayed'
import { type Complaint, FileField } from './FileField'
import { ImportReport } from './ImportReport'
import styles from './ImportView.module.css'
import { Sources } from './Sources'
import { fileComplaint } from './fileCheck'
import { useFileDrop } from './useFileDrop'

/** Ratings from elsewhere: choose a file, see what it holds, add it. */
export function ImportView() {
  const [chosen, setChosen] = useState<ChosenFile | null>(null)
  const [wrong, setWrong] = useState<Complaint | null>(null)
  const turn = useRef(0)
  const { data, error, isFetching, refetch } = useQuery(importQuery(chosen))
  const isSlow = useDelayed(isFetching)

  const choose = useCallback((file: File) => {
    const text = fileComplaint(file)
    setWrong(text === null ? null : { text })
    turn.current += 1
    setChosen(text === null ? { file, turn: turn.current } : null)
  }, [])
  const isOver = useFileDrop(choose)

  const problem = error === null ? null : problemFromThrown(error)
  // What is wrong with the file is told beside the field: another one is the way on.
  const refusal =
    problem?.kind === 'refused'
      ? { text: `“${chosen?.file.name}” is not a file that can be read here.`, detail: problem.message }
      : null
  const isFresh = data === undefined && problem?.kind !== 'unreachable'

  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <h1 className={styles.title}>Bring your ratings</h1>
        {data === undefined && (
          <p className={styles.lead}>
            Rated movies elsewhere? Choose the file that Letterboxd, IMDb, Netflix, Trakt or MovieLens gives you. It is
            read and not kept; you see what was found before anything is added.
          </p>
        )}
      </header>
      <FileField
        label={data === undefined ? 'Choose a file' : 'Choose another file'}
        isOver={isOver}
        isCompact={data !== undefined}
        complaint={wrong ?? refusal}
        onFile={choose}
      >
        <p role="status" className={styles.note}>
          {isSlow && chosen !== null ? `Reading “${chosen.file.name}”` : 'CSV or JSON, at most 5 MB'}
        </p>
      </FileField>
      {error !== null && refusal === null && <ErrorMessage error={error} onRetry={() => void refetch()} />}
      {data !== undefined && chosen !== null && <ImportReport key={chosen.turn} result={data} name={chosen.file.name} />}
      {isFresh && <Sources />}
    </div>
  )
}
