import { Button } from '@/ui/Button'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import styles from './DeckHints.module.css'
import { text } from './deckText'

type Props = { isOn: boolean; onToggle: () => void }

/** The deck's keys: shown where there is a keyboard, and read out by screen readers on the stars. */
export function DeckHints({ isOn, onToggle }: Props) {
  return (
    <>
      <VisuallyHidden id="deck-hint">{text.help}</VisuallyHidden>
      <div className={styles.hints}>
        <Button look="quiet" onClick={onToggle}>
          {text.shortcuts(isOn)}
        </Button>
        {isOn && <KeyList />}
      </div>
    </>
  )
}

function KeyList() {
  return (
    <dl className={styles.keys} aria-hidden="true">
      {text.keys.map(([keys, meaning]) => (
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
