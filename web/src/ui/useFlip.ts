import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Long enough to be followed, short enough to be in nobody's way. */
const MOVE_MS = 420

type Place = { left: number; top: number }

/**
 * Lets the children of a list travel from where they stood to where they stand when `order` changes ("FLIP"), and new
 * ones fade in. A child is followed by its `data-flip`. Nothing moves where less motion is asked for. Positions are those of
 * the layout, so a change in the middle of a journey starts from the last goal.
 */
export function useFlip(list: RefObject<HTMLElement | null>, order: string): void {
  const places = useRef(new Map<string, Place>())
  const lastOrder = useRef(order)

  // After every commit: panels that open and close move the cards, too, and the next journey starts from there.
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
