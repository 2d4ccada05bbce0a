import { VisuallyHidden } from '@mantine/core'
import styles from './DeckHints.module.css'

const KEYS = [
  [['1', '–', '5'], 'stars'],
  [['Shift', '1', '–', '5'], 'half a star less'],
  [['↑', '↓', 'Enter'], 'half steps'],
  [['S', '→'], 'not seen'],
  [['U', '←'], 'back'],
] as const

/** The keys of the deck: for the eye where there is a keyboard, for the ear on the stars. */
export function DeckHints() {
  return (
    <>
      <VisuallyHidden id="deck-hint">
        Press 1 to 5 to rate, or choose half stars with the arrow keys and confirm with Enter. S for not seen, U for back.
      </VisuallyHidden>
      <dl className={styles.hints} aria-hidden="true">
        {KEYS.map(([keys, meaning]) => (
          <div key={meaning} className={styles.hint}>
            <dt>
              {keys.map((key) => (key === '–' ? '–' : <kbd key={key}>{key}</kbd>))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
