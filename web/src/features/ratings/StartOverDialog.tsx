import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import type { Progress } from './progress'
import styles from './StartOver.module.css'

type Props = { label: string; progress: Progress; isOpen: boolean; onClose: () => void; onForget: () => void }

/** The one question before everything is forgotten. */
export function StartOverDialog({ label, progress, isOpen, onClose, onForget }: Props) {
  const nRated = progress.ratings.length
  return (
    <Dialog title={`${label}?`} isOpen={isOpen} onClose={onClose}>
      <p>
        {nRated === 0
          ? 'The movies you have not seen will be asked again.'
          : `Your ${nRated === 1 ? 'rating' : `${nRated} ratings`}${alsoText(progress)} will be forgotten. This cannot be undone.`}
      </p>
      <div className={styles.choices}>
        <Button look="filled" onClick={onForget}>
          Forget everything
        </Button>
        <Button onClick={onClose}>Keep my ratings</Button>
      </div>
    </Dialog>
  )
}

/** What goes with the ratings, where there is any. */
function alsoText({ watchlist, dismissed }: Progress): string {
  if (watchlist.length > 0) return ' and your watchlist'
  return dismissed.length > 0 ? ' and what is not for you' : ''
}
