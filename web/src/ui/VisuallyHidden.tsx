import type { ReactNode } from 'react'
import styles from './VisuallyHidden.module.css'

type Props = { id?: string; role?: 'status'; children: ReactNode }

/** Words for screen readers only. */
export function VisuallyHidden({ children, ...rest }: Props) {
  return (
    <span className={styles.hidden} {...rest}>
      {children}
    </span>
  )
}
