/** The front door of this feature: other features and routes import from here alone. */
export * from './progress'
export { ProgressBar } from './ProgressBar'
export { RatingsPanel } from './RatingsPanel'
export { StartOverIfGone } from './StartOverIfGone'
export { type RatingsStore, createRatingsStore } from './store'
export { RatingsProvider, useRatings } from './useRatings'
