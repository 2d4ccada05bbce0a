import { Link } from '@tanstack/react-router'
import { homeLink } from '@/paths'
import { buttonClass } from '@/ui/Button'
import { Message } from '@/ui/Message'
import { text } from './routesText'

export function NotFoundPage() {
  return (
    <>
      <title>{text.titles.notFound}</title>
      <Message
        level={1}
        title={text.notFound}
        action={
          <Link {...homeLink} className={buttonClass('filled')}>
            {text.rate}
          </Link>
        }
      >
        <p>{text.notFoundWhy}</p>
      </Message>
    </>
  )
}
