/** The front door of this feature: routes import from here alone. */
export { DataFooter } from './DataFooter'
export { SampleBanner } from './SampleBanner'
