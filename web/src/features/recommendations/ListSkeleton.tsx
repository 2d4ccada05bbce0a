import shimmer from '@/ui/Shimmer.module.css'
import styles from './ListSkeleton.module.css'
import list from './RecommendationList.module.css'

/** The list's shape while the first answer is on its way; not shown when it is quick. */
export function ListSkeleton() {
  return (
    <div className={`${list.list} ${shimmer.late}`} aria-hidden="true">
      {Array.from({ length: 6 }, (_, place) => (
        <div key={place} className={list.pick} data-lead={place === 0 || undefined}>
          <div className={list.poster}>
            <div className={`${shimmer.block} ${styles.poster}`} />
          </div>
          <div className={list.words}>
            <div className={`${shimmer.block} ${styles.title}`} />
            <div className={`${shimmer.block} ${styles.line}`} />
          </div>
        </div>
      ))}
    </div>
  )
}
