import { useQuery } from '@tanstack/react-query'
import { modelsQuery } from '@/api/queries'
import { dataText } from './dataText'
import styles from './dataset.module.css'

/** What the recommendations are learned from, and what happens to the visitor's own ratings. */
export function DataFooter() {
  const { data } = useQuery(modelsQuery())
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <p className={styles.sign}>Cinephile</p>
        <div className={styles.words}>
          {data !== undefined && <p>{dataText(data.data)}</p>}
          <p>
            Your ratings stay in this browser. They are sent to compute your list, and not kept. No account, no
            tracking.
          </p>
        </div>
      </div>
    </footer>
  )
}
