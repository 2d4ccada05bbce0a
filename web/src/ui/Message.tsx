import type { ReactNode } from 'react'
import styles from './Message.module.css'

type Props = {
  title: string
  children?: ReactNode
  /** The way on: a button or a link. */
  action?: ReactNode
  /** Announced at once by screen readers. */
  isAlert?: boolean
}

/** What stands where content would: nothing yet, nothing found, or something went wrong. */
export function Message({ title, children, action, isAlert = false }: Props) {
  return (
    <section className={styles.message} role={isAlert ? 'alert' : undefined}>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.body}>{children}</div>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </section>
  )
}
