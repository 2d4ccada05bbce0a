import { type RefObject, useEffect, useEffectEvent } from 'react'

/** A card that is half in view for this long counts as seen; a card that only scrolls past does not. */
const SEEN_MS = 600

/** Calls back once a child of a list (identified by `data-flip`) has been in view for a moment. `order` identifies the list's content. */
export function useSeen(list: RefObject<HTMLElement | null>, order: string, onSeen: (id: number) => void): void {
  const seen = useEffectEvent(onSeen)
  useEffect(() => {
    if (list.current === null || typeof IntersectionObserver === 'undefined') return
    const timers = new Map<Element, number>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          window.clearTimeout(timers.get(target))
          if (!isIntersecting || !(target instanceof HTMLElement)) continue
          const id = Number(target.dataset.flip)
          timers.set(target, window.setTimeout(() => seen(id), SEEN_MS))
        }
      },
      { threshold: 0.5 },
    )
    for (const card of list.current.querySelectorAll('[data-flip]')) observer.observe(card)
    return () => {
      observer.disconnect()
      for (const timer of timers.values()) window.clearTimeout(timer)
    }
  }, [list, order])
}
