/** The front door of this feature: routes import from here alone. */
export { NightView } from './NightView'
