import { Button } from '@/ui/Button'
import { Message } from '@/ui/Message'
import { text } from './routesText'

/** Shown when a page itself fails: an apology, and a fresh start that keeps the ratings. */
export function CrashPage() {
  return (
    <Message
      isAlert
      level={1}
      title={text.crash}
      action={
        <Button look="filled" onClick={() => window.location.reload()}>
          {text.reload}
        </Button>
      }
    >
      <p>{text.crashWhy}</p>
    </Message>
  )
}
