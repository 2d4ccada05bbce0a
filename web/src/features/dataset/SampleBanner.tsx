import { useQuery } from '@tanstack/react-query'
import { modelsQuery } from '@/api/queries'
import { text } from './dataText'
import styles from './dataset.module.css'

/** Says on every page that the ratings behind the picks are made up, when they are. */
export function SampleBanner() {
  const { data } = useQuery(modelsQuery())
  if (data?.data.is_sample !== true) return null
  return (
    <aside className={styles.banner} aria-label={text.about}>
      <strong>{text.sample}</strong> {text.madeUp} <span className={styles.more}>{text.madeUpMore}</span>
    </aside>
  )
}
