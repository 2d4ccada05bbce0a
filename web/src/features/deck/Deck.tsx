import { useEffect, useRef } from 'react'
import { RatingsError } from '@/features/ratings'
import { Message } from '@/ui/Message'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import { afterPaint } from '@/ui/afterPaint'
import styles from './Deck.module.css'
import { DeckCard } from './DeckCard'
import { DeckSkeleton } from './DeckSkeleton'
import { text } from './deckText'
import type { Deck as DeckState } from './useDeck'

/** Movies to rate, one at a time. */
export function Deck({ deck }: { deck: DeckState }) {
  const { current, query } = deck
  const section = useRef<HTMLElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const lastId = useRef<number | null>(null)

  // The new card takes the focus the old one had, so that a screen reader hears its title.
  useEffect(() => {
    const isNewCard = lastId.current !== null && current !== null && lastId.current !== current.id
    lastId.current = current?.id ?? null
    if (!isNewCard || !focusIsFree(section.current)) return
    // After the frame that shows the card, since moving the focus needs a layout. By then the visitor may have moved it.
    return afterPaint(() => {
      if (focusIsFree(section.current)) title.current?.focus({ preventScroll: true })
    })
  }, [current])

  return (
    <section ref={section} className={styles.deck} aria-label={text.deck}>
      <VisuallyHidden role="status">{deck.announcement}</VisuallyHidden>
      {current !== null ? (
        <DeckCard key={current.id} deck={deck} movie={current} titleRef={title} />
      ) : query.error ? (
        <RatingsError error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending || query.isPlaceholderData ? (
        <DeckSkeleton />
      ) : (
        <Message title={text.end}>
          <p>{text.endWhy}</p>
        </Message>
      )}
    </section>
  )
}

/** Whether the focus was on the card that left, or nowhere. */
function focusIsFree(section: HTMLElement | null): boolean {
  const focused = document.activeElement
  return focused === null || focused === document.body || section?.contains(focused) === true
}
