/** The front door of this feature: routes import from here alone. */
export { Deck } from './Deck'
export { DeckStart } from './DeckStart'
export { useDeck } from './useDeck'
