import { isAnything } from '@/api/said'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { said } from './lists'
import type { Progress } from './progress'
import styles from './StartOver.module.css'
import { text } from './ratingsText'
import { saidText } from './saidText'

type Props = { label: string; progress: Progress; isOpen: boolean; onClose: () => void; onForget: () => void }

/** Asks once before everything is forgotten. */
export function StartOverDialog({ label, progress, isOpen, onClose, onForget }: Props) {
  const what = said(progress)
  return (
    <Dialog title={text.askFor(label)} isOpen={isOpen} onClose={onClose}>
      <p>{isAnything(what) ? text.forgotten(capitalised(saidText(what)), alsoText(progress)) : text.askedAgain}</p>
      <div className={styles.choices}>
        <Button look="filled" onClick={onForget}>
          {text.forget}
        </Button>
        <Button onClick={onClose}>{text.keep}</Button>
      </div>
    </Dialog>
  )
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Names the lists that would be forgotten with the ratings. */
function alsoText({ watchlist, dismissed }: Progress): string {
  if (watchlist.length > 0) return text.alsoWatchlist
  return dismissed.length > 0 ? text.alsoDismissed : ''
}
