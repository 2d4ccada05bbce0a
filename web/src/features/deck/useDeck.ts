import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { onboardingQuery } from '@/api/queries'
import type { Movie } from '@/api/types'
import { type DeckSearch, isSameDeck, namedOf } from '@/deckSearch'
import {
  type Progress,
  lastCard,
  passCard,
  rate,
  ratingInputs,
  skip,
  starsFor,
  stepBack,
  useRatings,
} from '@/features/ratings'
import { text } from './deckText'
import { type Asked, cardsToCome, nextAsk } from './queue'

/** Number of newest ratings in a request: they are part of an address, which must stay short. */
const MAX_SENT = 400

/** A card on its way out, and why. */
export type Leaving = { movie: Movie; stars: number | null }

export type Deck = ReturnType<typeof useDeck>

/**
 * The deck: the card on top, the ones to come, and everything a visitor can do with them. It is about the genres and decades
 * that `named` holds.
 */
export function useDeck(named: DeckSearch) {
  const { progress, update } = useRatings()
  const [asked, setAsked] = useState<Asked>({ progress, named, kept: [] })
  const [onTop, setOnTop] = useState<Movie | null>(null)
  const [leaving, setLeaving] = useState<Leaving | null>(null)
  const [announcement, setAnnouncement] = useState('')

  const skipped = asked.progress.skipped.map((movie) => movie.id)
  const query = useQuery(onboardingQuery(ratingInputs(asked.progress).slice(-MAX_SENT), skipped, namedOf(asked.named)))
  const cards = cardsToCome(asked, query.data?.movies ?? [], progress)

  // Adjusts state while rendering, so no card is drawn from an outdated queue.
  const isWaiting = query.isPlaceholderData && isSameDeck(asked.named, named)
  const ask = isWaiting ? null : nextAsk(asked, cards, progress, named)
  if (ask !== null) {
    setAsked(ask)
    if (ask.kept.length === 0) setOnTop(null)
  }

  const current = onTop ?? cards[0] ?? null

  function leave(movie: Movie, stars: number | null, change: (progress: Progress) => Progress) {
    update((before) => passCard(change(before), movie.id))
    setLeaving({ movie, stars })
    setOnTop(null)
    setAnnouncement(text.answered(movie.title, stars))
  }

  return {
    current,
    next: cards.find((movie) => movie.id !== current?.id) ?? null,
    stars: current === null ? null : starsFor(progress, current.id),
    leaving,
    announcement,
    canGoBack: lastCard(progress) !== null,
    query,
    rate: (stars: number) => current && leave(current, stars, (before) => rate(before, current, stars)),
    markUnseen: () => current && leave(current, null, (before) => skip(before, current)),
    /** Goes on from a card that already has stars and keeps them. */
    keep: () => current && leave(current, starsFor(progress, current.id), (before) => before),
    /** Puts any movie on top, such as one found by search. */
    show: (movie: Movie) => setOnTop(movie),
    back: () => {
      const last = lastCard(progress)
      if (last === null) return
      setOnTop(last)
      setLeaving(null)
      update(stepBack)
      setAnnouncement(text.backTo(last.title))
    },
  }
}
