import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { positionQuery, sharesQuery } from '@/api/mapQueries'
import type { ClusterShare, Movie } from '@/api/types'
import { ratingInputs, useRatings } from '@/features/ratings'

const nothing: never[] = []

/** The visitor's place and groups on the map; both follow every star. */
export type You = {
  nRated: number
  place: { x: number; y: number } | null
  nearest: readonly Movie[]
  /** The largest first. */
  shares: readonly ClusterShare[]
  isPending: boolean
  error: unknown
}

export function useYou(): You {
  const { progress } = useRatings()
  const ratings = ratingInputs(progress)
  const position = useQuery(positionQuery(ratings))
  const shares = useQuery(sharesQuery(ratings))
  const isKnown = ratings.length > 0
  const x = isKnown ? (position.data?.x ?? null) : null
  const y = isKnown ? (position.data?.y ?? null) : null
  // The same place stays the same object, since the map moves the mark when the object changes.
  const place = useMemo(() => (x === null || y === null ? null : { x, y }), [x, y])
  return {
    nRated: ratings.length,
    place,
    nearest: isKnown ? (position.data?.nearest ?? nothing) : nothing,
    shares: isKnown ? (shares.data?.shares ?? nothing) : nothing,
    isPending: isKnown && position.isPending,
    error: isKnown ? position.error : null,
  }
}
