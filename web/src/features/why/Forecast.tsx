import type { PredictedStars } from '@/api/types'
import { predictedRange } from '@/ui/predictedText'
import styles from './Forecast.module.css'
import { text } from './whyText'

const MIN_STARS = 0.5
const MAX_STARS = 5
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** The predicted stars on a scale, with their interval. */
export function Forecast({ predicted }: { predicted: PredictedStars }) {
  const { stars, low, high } = predicted
  return (
    <section className={styles.forecast} aria-label={text.forecast}>
      <p className={styles.stars}>
        <strong>{tenths.format(stars)}</strong> {text.forecastStars}
      </p>
      <div className={styles.scale} aria-hidden="true">
        <span className={styles.range} style={{ left: place(low), right: `calc(100% - ${place(high)})` }} />
        <span className={styles.likely} style={{ left: place(stars) }} />
      </div>
      <div className={styles.marks} aria-hidden="true">
        {[1, 2, 3, 4, 5].map((mark) => (
          <span key={mark} style={{ left: place(mark) }}>
            {mark}
          </span>
        ))}
      </div>
      <p className={styles.words}>
        {text.forecastNote(predictedRange(predicted))}
      </p>
    </section>
  )
}

function place(stars: number): string {
  return `${((stars - MIN_STARS) / (MAX_STARS - MIN_STARS)) * 100}%`
}
