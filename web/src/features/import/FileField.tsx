import { type ReactNode, useId } from 'react'
import { buttonClass } from '@/ui/Button'
import styles from './FileField.module.css'
import { text } from './importText'

export type Complaint = { text: string; detail?: string }

type Props = {
  label: string
  /** Small, beside the report of a file that was already read. */
  isCompact: boolean
  isOver: boolean
  /** What is wrong with the file chosen last, in a line and in detail; or `null`. */
  complaint: Complaint | null
  onFiles: (files: readonly [File, ...File[]]) => void
  children?: ReactNode
}

/** Takes files that are dropped on it or chosen in the browser's dialog. */
export function FileField({ label, isCompact, isOver, complaint, onFiles, children }: Props) {
  const id = useId()
  return (
    <div className={styles.field} data-over={isOver || undefined} data-compact={isCompact || undefined}>
      <input
        id={id}
        type="file"
        className={styles.input}
        multiple
        accept=".csv,.json,.txt,.tsv,.xml,.nfo,.zip,text/csv,application/json,application/zip"
        aria-describedby={complaint === null ? undefined : `${id}-complaint`}
        onChange={(event) => {
          const [file, ...others] = event.currentTarget.files ?? []
          // Allows the same file to be chosen again after it was corrected.
          event.currentTarget.value = ''
          if (file !== undefined) onFiles([file, ...others])
        }}
      />
      <p className={styles.drop} aria-hidden="true">
        {isOver ? text.letGo : text.drop}
      </p>
      <label htmlFor={id} className={`${buttonClass(isCompact ? 'outline' : 'filled')} ${styles.button}`}>
        {label}
      </label>
      <div id={`${id}-complaint`} role="alert" className={styles.complaint}>
        {complaint && <p className={styles.wrong}>{complaint.text}</p>}
        {complaint?.detail !== undefined && <p className={styles.detail}>{complaint.detail}</p>}
      </div>
      {children}
    </div>
  )
}
