import type { Movie } from '@/api/types'
import { type DeckSearch, isSameDeck } from '@/deckSearch'
import { type Progress, isAnswered } from '@/features/ratings'

/** Cards that stay on top when a new answer arrives: the visitor may already see them. */
const KEPT_CARDS = 3

/** Below this many cards the deck asks for more, early enough that visitors do not wait. */
const REFILL_BELOW = 10

/** What the deck last asked the API: the answers so far, what the visitor named, and the cards that stay on top. */
export type Asked = { progress: Progress; named: DeckSearch; kept: readonly Movie[] }

/** The cards to come: kept ones, then fetched ones; each once, and none already answered. */
export function cardsToCome(asked: Asked, fetched: readonly Movie[], progress: Progress): Movie[] {
  const seen = new Set<number>()
  return [...asked.kept, ...fetched].filter(({ id }) => {
    const isNew = !seen.has(id) && !isAnswered(progress, id)
    seen.add(id)
    return isNew
  })
}

/** The next request to the API, or `null` while the last answer is enough. */
export function nextAsk(asked: Asked, cards: readonly Movie[], progress: Progress, named: DeckSearch): Asked | null {
  if (!isSameDeck(asked.named, named)) return { progress, named, kept: [] }
  if (asked.progress === progress) return null
  const startedOver = progress.ratings.length === 0 && progress.skipped.length === 0
  if (startedOver) return { progress, named, kept: [] }
  return cards.length < REFILL_BELOW ? { progress, named, kept: cards.slice(0, KEPT_CARDS) } : null
}
