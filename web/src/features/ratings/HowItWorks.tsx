import styles from './HowItWorks.module.css'
import { text } from './ratingsText'

/** Takes the place of the ratings while there are none. */
export function HowItWorks() {
  return (
    <ol className={styles.steps}>
      {text.steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}
