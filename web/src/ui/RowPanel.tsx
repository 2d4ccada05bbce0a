import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './Button'
import { Icon } from './Icon'
import styles from './RowPanel.module.css'

type Props = {
  /** The panel's id, which the button that opens it refers to. */
  id: string
  /** The panel's name for a screen reader. */
  label: string
  title: ReactNode
  closeLabel: string
  onClose: () => void
  children: ReactNode
}

/** A panel as wide as the page that opens under a row of cards. */
export function RowPanel({ id, label, title, closeLabel, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null)

  // It opens under a whole row of cards, often below the edge of the screen.
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])

  return (
    // Escape closes it from anywhere inside; each control within works by itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      id={id}
      ref={panel}
      className={styles.panel}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        <Button look="quiet" aria-label={closeLabel} onClick={onClose}>
          <Icon name="close" size={18} />
        </Button>
      </header>
      {children}
    </section>
  )
}
