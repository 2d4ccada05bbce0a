/** The front door of this feature: other features and routes import from here alone. */
export { FeedbackChoice } from './FeedbackChoice'
export { useSeen } from './useSeen'
export { type Tell, useTell } from './useTell'
