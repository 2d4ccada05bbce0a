import { useState } from 'react'
import { setFeedback, silence } from '@/api/visitor'
import styles from './FeedbackChoice.module.css'
import { text } from './feedbackText'

/** Explains what is counted about lists, and lets the visitor switch it off. */
export function FeedbackChoice() {
  const [why, setWhy] = useState(silence)
  return (
    <section aria-labelledby="feedback" className={styles.choice}>
      <h2 id="feedback">{text.title}</h2>
      <p className={styles.words}>{text.what}</p>
      {why === 'browser' ? (
        <p className={styles.words}>{text.browser}</p>
      ) : (
        <label htmlFor="feedback-on" className={styles.label}>
          <input
            id="feedback-on"
            type="checkbox"
            checked={why === null}
            onChange={(event) => {
              setFeedback(event.currentTarget.checked)
              setWhy(silence())
            }}
          />
          {text.on}
        </label>
      )}
    </section>
  )
}
