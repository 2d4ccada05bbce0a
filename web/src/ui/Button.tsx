import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './Button.module.css'

type Look = 'filled' | 'outline' | 'quiet'

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> & {
  look?: Look
  ref?: Ref<HTMLButtonElement>
}

/** A button of at least 44 x 44 px. */
export function Button({ look = 'outline', type = 'button', ...rest }: Props) {
  return <button type={type} className={buttonClass(look)} {...rest} />
}

/** The same look for a link that acts as the next step. */
export function buttonClass(look: Look): string {
  return `${styles.button} ${styles[look]}`
}
