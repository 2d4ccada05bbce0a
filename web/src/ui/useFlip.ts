import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Long enough to follow, short enough not to be in the way. */
const MOVE_MS = 420

type Place = { left: number; top: number }

/**
 * Moves the children of a list from their old to their new places when `order` changes ("FLIP"), and fades new ones in. A
 * child is identified by its `data-flip`. Nothing moves for visitors who asked for less motion. Positions are those of the
 * layout, so a change in the middle of a move starts from its goal.
 */
export function useFlip(list: RefObject<HTMLElement | null>, order: string): void {
  const places = useRef(new Map<string, Place>())
  const lastOrder = useRef(order)

  // After every commit, since panels that open and close move the cards too.
  useLayoutEffect(() => {
    const cards = list.current?.querySelectorAll<HTMLElement>('[data-flip]') ?? []
    const before = places.current
    const after = new Map<string, Place>()
    const moves: [card: HTMLElement, was: Place | undefined, now: Place][] = []
    for (const card of cards) {
      const now = { left: card.offsetLeft, top: card.offsetTop }
      const id = card.dataset.flip ?? ''
      after.set(id, now)
      moves.push([card, before.get(id), now])
    }
    places.current = after
    const isMoved = lastOrder.current !== order && before.size > 0
    lastOrder.current = order
    if (isMoved && !window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      for (const [card, was, now] of moves) travel(card, was, now)
    }
  })
}

function travel(card: HTMLElement, was: Place | undefined, now: Place) {
  const frames = was === undefined ? ARRIVE : journey(was.left - now.left, was.top - now.top)
  if (frames !== null) card.animate(frames, { duration: MOVE_MS, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' })
}

const ARRIVE: Keyframe[] = [{ opacity: 0, transform: 'scale(0.94)' }, { opacity: 1, transform: 'none' }]

function journey(left: number, top: number): Keyframe[] | null {
  if (left === 0 && top === 0) return null
  return [{ transform: `translate(${left}px, ${top}px)` }, { transform: 'none' }]
}
