import { Button } from '@/ui/Button'
import { Message } from '@/ui/Message'

/** What is left when a page itself fails: a word, and a fresh start that keeps the ratings. */
export function CrashPage() {
  return (
    <Message
      isAlert
      level={1}
      title="The film broke"
      action={
        <Button look="filled" onClick={() => window.location.reload()}>
          Load the page again
        </Button>
      }
    >
      <p>This page ran into an error of its own. Your ratings are kept on this device.</p>
    </Message>
  )
}
