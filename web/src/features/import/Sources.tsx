import styles from './Sources.module.css'

const SOURCES = [
  ['Letterboxd', 'Settings › Data › Export your data. Unpack the zip; take ratings.csv.'],
  ['IMDb', 'Your ratings › the three dots › Export. It comes as a CSV file.'],
  ['Netflix', 'Account › Get my info. Ratings.csv has thumbs; the viewing history has none.'],
  ['Trakt', 'Settings › Data › Export. Take ratings-movies.json, or the CSV.'],
  ['MovieLens', 'About your ratings › Export ratings.'],
] as const

/** Where each service keeps the file. */
export function Sources() {
  return (
    <section aria-labelledby="sources">
      <h2 id="sources" className={styles.title}>
        Where to get the file
      </h2>
      <dl className={styles.list}>
        {SOURCES.map(([service, way]) => (
          <div key={service} className={styles.source}>
            <dt>{service}</dt>
            <dd>{way}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
