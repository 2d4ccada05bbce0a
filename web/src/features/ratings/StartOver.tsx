import { Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Button } from '@/ui/Button'
import { noProgress } from './progress'
import styles from './StartOver.module.css'
import { useRatings } from './useRatings'

/** Forgets every rating and skip, after asking once. */
export function StartOver() {
  const { progress, update } = useRatings()
  const [isAsking, asking] = useDisclosure(false)
  const nRated = progress.ratings.length

  function startOver() {
    asking.close()
    update(() => noProgress)
  }

  return (
    <>
      <Button look="quiet" onClick={asking.open}>
        Start over
      </Button>
      <Modal
        opened={isAsking}
        onClose={asking.close}
        title="Start over?"
        centered
        lockScroll={false}
        closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
        classNames={{ content: styles.content ?? '', header: styles.header ?? '', title: styles.title ?? '' }}
      >
        <p>
          {nRated === 0
            ? 'The movies you have not seen will be asked again.'
            : `Your ${nRated === 1 ? 'rating' : `${nRated} ratings`} will be forgotten. This cannot be undone.`}
        </p>
        <div className={styles.choices}>
          <Button look="filled" onClick={startOver}>
            Forget everything
          </Button>
          <Button onClick={asking.close}>Keep my ratings</Button>
        </div>
      </Modal>
    </>
  )
}
