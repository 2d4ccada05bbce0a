import styles from './HowItWorks.module.css'

/** Stands where the ratings will be, before there are any. */
export function HowItWorks() {
  return (
    <ol className={styles.steps}>
      <li>Give stars to movies you know. Low ones count as much as high ones.</li>
      <li>Pass over what you have not seen, or search for your favourites.</li>
      <li>See what fits your taste, by two ways of reasoning, each pick with its why.</li>
    </ol>
  )
}
