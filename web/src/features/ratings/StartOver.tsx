import { Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Button } from '@/ui/Button'
import { type Progress, noProgress } from './progress'
import styles from './StartOver.module.css'
import { useRatings } from './useRatings'

type Props = {
  look?: 'quiet' | 'outline'
  label?: string
  /** What else is to go, besides what the visitor said on this data. */
  onForget?: () => void
}

/** Forgets everything the visitor said, after asking once. */
export function StartOver({ look = 'quiet', label = 'Start over', onForget }: Props) {
  const { progress, update } = useRatings()
  const [isAsking, asking] = useDisclosure(false)
  const nRated = progress.ratings.length

  function startOver() {
    asking.close()
    onForget?.()
    update(() => noProgress)
  }

  return (
    <>
      <Button look={look} onClick={asking.open}>
        {label}
      </Button>
      {/* Without Mantine's header: it would stand as a second banner beside the page's. */}
      <Modal.Root
        opened={isAsking}
        onClose={asking.close}
        centered
        lockScroll={false}
        classNames={{ content: styles.content ?? '', body: styles.body ?? '', title: styles.title ?? '' }}
      >
        <Modal.Overlay />
        <Modal.Content>
          <Modal.Body>
            <Modal.Title>{label}?</Modal.Title>
            <p>
              {nRated === 0
                ? 'The movies you have not seen will be asked again.'
                : `Your ${nRated === 1 ? 'rating' : `${nRated} ratings`}${alsoText(progress)} will be forgotten. This cannot be undone.`}
            </p>
            <div className={styles.choices}>
              <Button look="filled" onClick={startOver}>
                Forget everything
              </Button>
              <Button onClick={asking.close}>Keep my ratings</Button>
            </div>
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  )
}

/** What goes with the ratings, where there is any. */
function alsoText({ watchlist, dismissed }: Progress): string {
  if (watchlist.length > 0) return ' and your watchlist'
  return dismissed.length > 0 ? ' and what is not for you' : ''
}
