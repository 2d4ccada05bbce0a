import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { modelsQuery } from '@/api/queries'
import { myDataLink } from '@/paths'
import { dataText, text } from './dataText'
import styles from './dataset.module.css'

/** What the recommendations are learned from, and what happens to the visitor's own ratings. */
export function DataFooter() {
  const { data } = useQuery(modelsQuery())
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <p className={styles.sign}>{text.sign}</p>
        <div className={styles.words}>
          {data !== undefined && <p>{dataText(data.data)}</p>}
          <p>
            {text.privacy} <Link {...myDataLink}>{text.myData}</Link>.
          </p>
        </div>
      </div>
    </footer>
  )
}
