import { Link } from '@tanstack/react-router'
import { homeLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { Message } from '@/ui/Message'

export function NotFoundPage() {
  return (
    <>
      <title>Page not found · Cinephile</title>
      <Message
        level={1}
        title="This scene was cut"
        action={
          <Link {...homeLink} className={buttonClass('filled')}>
            Rate some movies
          </Link>
        }
      >
        <p>There is no page at this address.</p>
      </Message>
    </>
  )
}
