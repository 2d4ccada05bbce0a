import { Link } from '@tanstack/react-router'
import { homeLink, importLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { Message } from '@/ui/Message'

/** Where a list would stand that nothing speaks for yet: both ways to ratings. */
export function NoRatingsYet() {
  return (
    <Message
      level={1}
      title="Nothing to go by yet"
      action={
        <>
          <Link {...homeLink} className={buttonClass('filled')}>
            Rate some movies
          </Link>
          <Link {...importLink} className={buttonClass('outline')}>
            Bring your ratings
          </Link>
        </>
      }
    >
      <p>Rate one movie you know, better eight, and your list appears here.</p>
    </Message>
  )
}
