/** The front door of this feature: other features and routes import from here alone. */
export { SteerBar } from './SteerBar'
