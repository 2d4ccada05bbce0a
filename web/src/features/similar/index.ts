/** The front door of this feature: other features and routes import from here alone. */
export { AlikePanel } from './AlikePanel'
