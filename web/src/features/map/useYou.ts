import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { positionQuery, sharesQuery } from '@/api/mapQueries'
import { isAnything } from '@/api/said'
import type { ClusterShare, Movie } from '@/api/types'
import { said as saidBy, useRatings } from '@/features/ratings'

const nothing: never[] = []

/** The visitor's place and groups on the map; both follow every star. */
export type You = {
  /** Whether the visitor said anything that they can be placed by. */
  isKnown: boolean
  place: { x: number; y: number } | null
  nearest: readonly Movie[]
  /** The largest first. */
  shares: readonly ClusterShare[]
  isPending: boolean
  error: unknown
}

export function useYou(): You {
  const { progress } = useRatings()
  const said = saidBy(progress)
  const position = useQuery(positionQuery(said))
  const shares = useQuery(sharesQuery(said))
  const isKnown = isAnything(said)
  const x = isKnown ? (position.data?.x ?? null) : null
  const y = isKnown ? (position.data?.y ?? null) : null
  // The same place stays the same object, since the map moves the mark when the object changes.
  const place = useMemo(() => (x === null || y === null ? null : { x, y }), [x, y])
  return {
    isKnown,
    place,
    nearest: isKnown ? (position.data?.nearest ?? nothing) : nothing,
    shares: isKnown ? (shares.data?.shares ?? nothing) : nothing,
    isPending: isKnown && position.isPending,
    error: isKnown ? position.error : null,
  }
}
