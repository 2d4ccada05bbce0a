/** The front door of this feature: routes import from here alone. */
export { Deck } from './Deck'
export { useDeck } from './useDeck'
