import { Link } from '@tanstack/react-router'
import { homeLink, importLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { Message } from '@/ui/Message'
import { text } from './ratingsText'

/** Takes the place of a list while there are no ratings, and links to both ways of giving some. */
export function NoRatingsYet() {
  return (
    <Message
      level={1}
      title={text.none}
      action={
        <>
          <Link {...homeLink} className={buttonClass('filled')}>
            {text.rate}
          </Link>
          <Link {...importLink} className={buttonClass('outline')}>
            {text.bring}
          </Link>
        </>
      }
    >
      <p>{text.noneWhy}</p>
    </Message>
  )
}
