import type { Said } from '@/api/types'
import { useDelayed } from '@/ui/useDelayed'
import styles from './WhyPanel.module.css'
import { text } from './whyText'

const WIDTHS = [34, 52, 41, 27, 18]

/** The bars' shape while the model is asked again; after a moment it says what takes so long. */
export function WhySkeleton({ said }: { said: Said }) {
  const isLong = useDelayed(true)
  return (
    <div className={styles.loading}>
      <p role="status" className={styles.asking}>
        {isLong && text.asking(said)}
      </p>
      <div aria-hidden="true">
        {WIDTHS.map((width, place) => (
          <span key={width} className={styles.ghost} style={{ width: `${width}%`, marginLeft: `${place * 9}%` }} />
        ))}
      </div>
    </div>
  )
}
