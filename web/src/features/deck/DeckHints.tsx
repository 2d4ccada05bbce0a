import { Button } from '@/ui/Button'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import styles from './DeckHints.module.css'

const KEYS = [
  [['1', '–', '5'], 'stars'],
  [['Shift', '1', '–', '5'], 'half a star less'],
  [['↑', '↓', 'Enter'], 'half steps'],
  [['S', '→'], 'not seen'],
  [['U', '←'], 'back'],
] as const

type Props = { isOn: boolean; onToggle: () => void }

/** The keys of the deck: for the eye where there is a keyboard, for the ear on the stars. */
export function DeckHints({ isOn, onToggle }: Props) {
  return (
    <>
      <VisuallyHidden id="deck-hint">
        Press 1 to 5 to rate, or choose half stars with the arrow keys and confirm with Enter. S for not seen, U for back.
      </VisuallyHidden>
      <div className={styles.hints}>
        <Button look="quiet" onClick={onToggle}>
          Keyboard shortcuts: {isOn ? 'on' : 'off'}
        </Button>
        {isOn && <KeyList />}
      </div>
    </>
  )
}

function KeyList() {
  return (
    <dl className={styles.keys} aria-hidden="true">
      {KEYS.map(([keys, meaning]) => (
        <div key={meaning} className={styles.hint}>
          <dt>
            {keys.map((key) => (key === '–' ? '–' : <kbd key={key}>{key}</kbd>))}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
