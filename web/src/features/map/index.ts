/** The front door of this feature: routes import from here alone. */
export { MapView } from './MapView'
