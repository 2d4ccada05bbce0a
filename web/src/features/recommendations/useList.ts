import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { recommendationsQuery } from '@/api/queries'
import type { Recommendation } from '@/api/types'
import { excludedIds, isWanted, said as saidBy, savedIds, useRatings } from '@/features/ratings'
import { type ListSearch, wishesOf } from '@/listSearch'
import { type Move, movesBetween } from './moves'

type Shown = { list: readonly Recommendation[]; question: string; moves: ReadonlyMap<number, Move> }

const nothing: Recommendation[] = []

/**
 * The list for what the visitor said and wishes. A changed star is a new request: the one under way is cancelled, and its
 * answer, if it still arrives, is kept under its own key. Until the new answer is there the old list stands in, without what
 * the visitor has just rated or dismissed.
 */
export function useList(search: ListSearch) {
  const { progress } = useRatings()
  const said = saidBy(progress)
  const movies = { exclude: excludedIds(progress), ...(search.only === 'watchlist' && { only: savedIds(progress) }) }
  const wishes = { ...wishesOf(search), ...movies }
  const query = useQuery(recommendationsQuery(said, wishes))
  const answered = query.data?.recommendations ?? nothing
  const question = JSON.stringify(search)

  // Adjusts state while rendering. Moves are only shown between two answers to the same wishes.
  const [shown, setShown] = useState<Shown>({ list: nothing, question, moves: new Map() })
  if (!query.isPlaceholderData && answered !== shown.list) {
    const isFollowed = question === shown.question && shown.list.length > 0
    const moves = movesBetween(idsOf(shown.list), idsOf(answered), (id) => isWanted(progress, id))
    setShown({ list: answered, question, moves: isFollowed ? moves : new Map() })
  }

  return {
    query,
    said,
    wishes,
    movies,
    list: answered.filter(({ movie }) => isWanted(progress, movie.id)),
    moves: shown.moves,
  }
}

function idsOf(list: readonly Recommendation[]): number[] {
  return list.map(({ movie }) => movie.id)
}
