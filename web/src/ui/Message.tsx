import type { ReactNode } from 'react'
import styles from './Message.module.css'

type Props = {
  title: string
  /** Level of the heading: 1 where the message is the whole page. */
  level?: 1 | 2
  children?: ReactNode
  /** What to do next: a button or a link. */
  action?: ReactNode
  /** Announced at once by screen readers. */
  isAlert?: boolean
}

/** Takes the place of content: nothing yet, nothing found, or something went wrong. */
export function Message({ title, level = 2, children, action, isAlert = false }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <section className={styles.message} role={isAlert ? 'alert' : undefined}>
      <Heading className={styles.title}>{title}</Heading>
      {children !== undefined && <div className={styles.body}>{children}</div>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </section>
  )
}
