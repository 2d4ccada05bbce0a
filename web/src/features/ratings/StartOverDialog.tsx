import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import type { Progress } from './progress'
import styles from './StartOver.module.css'
import { text } from './ratingsText'

type Props = { label: string; progress: Progress; isOpen: boolean; onClose: () => void; onForget: () => void }

/** Asks once before everything is forgotten. */
export function StartOverDialog({ label, progress, isOpen, onClose, onForget }: Props) {
  const nRated = progress.ratings.length
  return (
    <Dialog title={text.askFor(label)} isOpen={isOpen} onClose={onClose}>
      <p>{nRated === 0 ? text.askedAgain : text.forgotten(nRated, alsoText(progress))}</p>
      <div className={styles.choices}>
        <Button look="filled" onClick={onForget}>
          {text.forget}
        </Button>
        <Button onClick={onClose}>{text.keep}</Button>
      </div>
    </Dialog>
  )
}

/** Names the lists that would be forgotten with the ratings. */
function alsoText({ watchlist, dismissed }: Progress): string {
  if (watchlist.length > 0) return text.alsoWatchlist
  return dismissed.length > 0 ? text.alsoDismissed : ''
}
