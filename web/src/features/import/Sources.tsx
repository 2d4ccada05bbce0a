import styles from './Sources.module.css'
import { text } from './importText'

/** Where each service keeps the file. */
export function Sources() {
  return (
    <section aria-labelledby="sources">
      <h2 id="sources" className={styles.title}>
        {text.where}
      </h2>
      <dl className={styles.list}>
        {text.sources.map(([service, way]) => (
          <div key={service} className={styles.source}>
            <dt>{service}</dt>
            <dd>{way}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
