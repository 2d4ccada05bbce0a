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
            <Modal.Title>Start over?</Modal.Title>
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
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  )
}
