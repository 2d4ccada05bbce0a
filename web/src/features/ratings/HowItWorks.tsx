import styles from './HowItWorks.module.css'
import { text } from './ratingsText'

/** Stands where the ratings will be, before there are any. */
export function HowItWorks() {
  return (
    <ol className={styles.steps}>
      {text.steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}
