import { useEffectEvent, useLayoutEffect } from 'react'
import { deckCommand, ownsKeys } from './deckKeys'
import type { Deck } from './useDeck'

/**
 * Lets keys drive the deck from anywhere on the page, except where a field or a dialog needs them.
 * `nudge` moves the stars and returns whether it did; if not, those arrows scroll the page. Single letters
 * can get in the way of speech input and other tools, so all of it can be switched off (WCAG 2.1.4).
 */
export function useDeckKeys(deck: Deck, nudge: (key: string) => boolean, isOn: boolean) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || ownsKeys(event.target)) return
    const command = deckCommand(event)
    if (command === null || deck.current === null) return
    if (command.kind === 'nudge') {
      if (nudge(command.key)) event.preventDefault()
      return
    }
    event.preventDefault()
    switch (command.kind) {
      case 'rate':
        return deck.rate(command.stars)
      case 'unseen':
        return deck.markUnseen()
      case 'forward':
        return deck.stars === null ? deck.markUnseen() : deck.keep()
      case 'back':
        return deck.back()
    }
  })

  // With the card, not after its paint: a key that is pressed in between would be lost, or rate the card before.
  useLayoutEffect(() => {
    if (!isOn) return
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isOn])
}
