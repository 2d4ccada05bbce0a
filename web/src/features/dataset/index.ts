/** The front door of this feature: routes import from here alone. */
export { DataFooter } from './DataFooter'
export { useDataName } from './useDataName'
export { SampleBanner } from './SampleBanner'
