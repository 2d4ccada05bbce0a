import type { DataSet, Said } from '@/api/types'
import { useDelayed } from '@/ui/useDelayed'
import styles from './WorkNote.module.css'
import { workText } from './workText'

type Props = {
  isWorking: boolean
  algorithm: string | undefined
  said: Said
  data: DataSet | undefined
}

/** Says what the model is doing once it takes long enough to be noticed. */
export function WorkNote({ isWorking, algorithm, said, data }: Props) {
  const isShown = useDelayed(isWorking)
  return (
    <div className={styles.note} role="status">
      {isShown && (
        <>
          <span className={styles.reel} aria-hidden="true" />
          {workText(algorithm, said, data)}
        </>
      )}
    </div>
  )
}
