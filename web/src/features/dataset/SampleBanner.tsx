import { useQuery } from '@tanstack/react-query'
import { modelsQuery } from '@/api/queries'
import styles from './dataset.module.css'

/** Says on every page that the ratings behind the picks are made up, when they are. */
export function SampleBanner() {
  const { data } = useQuery(modelsQuery())
  if (data?.data.is_sample !== true) return null
  return (
    <p className={styles.banner}>
      <strong>Sample data.</strong> Real movies, made-up ratings: the picks show how it works, not what people think.
    </p>
  )
}
