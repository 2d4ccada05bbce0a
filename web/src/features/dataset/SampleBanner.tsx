import { useQuery } from '@tanstack/react-query'
import { modelsQuery } from '@/api/queries'
import styles from './dataset.module.css'

/** Says on every page that the ratings behind the picks are made up, when they are. */
export function SampleBanner() {
  const { data } = useQuery(modelsQuery())
  if (data?.data.is_sample !== true) return null
  return (
    <aside className={styles.banner} aria-label="About the data">
      <strong>Sample data:</strong> real movies, made-up ratings.{' '}
      <span className={styles.more}>The picks show how it works, not what people think.</span>
    </aside>
  )
}
