import { problemFromThrown } from '@/api/problem'
import { Button } from '@/ui/Button'
import { ErrorMessage } from '@/ui/ErrorMessage'
import { Message } from '@/ui/Message'
import { goneMovie, withoutMovie } from './gone'
import { goneText } from './goneText'
import { StartOver } from './StartOver'
import { useRatings } from './useRatings'

type Props = Parameters<typeof ErrorMessage>[0]

/**
 * Explains a failed call that was made with the visitor's ratings. If one of their movies is no longer in the data, trying
 * again would fail again, so it offers to leave that movie out.
 */
export function RatingsError({ error, otherWay, ...rest }: Props) {
  const { progress, update } = useRatings()
  const { code, message } = problemFromThrown(error)
  if (code !== 'unknown_movie') return <ErrorMessage error={error} otherWay={otherWay} {...rest} />
  const movie = goneMovie(progress, message)
  if (movie === null) return <ErrorMessage error={error} otherWay={<StartOver />} {...rest} />
  return (
    <Message
      isAlert
      title={goneText.title(movie)}
      action={
        <Button look="filled" onClick={() => update((now) => withoutMovie(now, movie.id))}>
          {goneText.leaveOut}
        </Button>
      }
    >
      <p>{goneText.why}</p>
    </Message>
  )
}
