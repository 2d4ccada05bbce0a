import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { modelsQuery } from '@/api/queries'
import { myDataLink } from '@/paths'
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
            Your ratings stay in this browser. They are sent to compute your list, and not kept. No account; what is
            counted of lists, and how to stop it, stands under <Link {...myDataLink}>My data</Link>.
          </p>
        </div>
      </div>
    </footer>
  )
}
