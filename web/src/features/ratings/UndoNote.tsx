import { useEffect, useRef } from 'react'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import styles from './UndoNote.module.css'
import { text } from './ratingsText'
import type { Undoable } from './useUndoable'

/** Says what was just done, and offers to undo it. It stays until the next action or until it is closed, so nobody has to hurry. */
export function UndoNote({ undoable }: { undoable: Undoable }) {
  const { doneText, undo, close } = undoable
  const button = useRef<HTMLButtonElement>(null)

  // The control that was used often leaves with its card: the focus moves here instead of to the page's start.
  useEffect(() => {
    const focused = document.activeElement
    if (doneText !== null && (focused === null || focused === document.body)) button.current?.focus()
  }, [doneText])

  return (
    <div className={styles.place}>
      <p role="status" className={styles.note} hidden={doneText === null}>
        {doneText}
      </p>
      {doneText !== null && (
        <>
          <Button ref={button} look="filled" onClick={undo}>
            {text.undo}
          </Button>
          <Button look="quiet" aria-label={text.close} onClick={close}>
            <Icon name="close" size={18} />
          </Button>
        </>
      )}
    </div>
  )
}
