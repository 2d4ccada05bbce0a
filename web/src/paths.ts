import { linkOptions } from '@tanstack/react-router'
import type { CompareSearch } from './compareSearch'
import type { DeckSearch } from './deckSearch'
import type { LabSearch } from './labSearch'
import type { ListSearch } from './listSearch'
import type { MapSearch } from './mapSearch'
import type { NightSearch } from './nightSearch'

/** Every address of the page; links are built from here alone. */
export const paths = {
  home: '/',
  recommendations: '/recommendations',
  import: '/import',
  watchlist: '/watchlist',
  compare: '/compare',
  map: '/map',
  night: '/night',
  myData: '/my-data',
  lab: '/lab',
} as const

/** The rating deck. */
export const homeLink = linkOptions({ to: paths.home })

/** The rating deck about the genres and decades that the search names. */
export function deckLink(search: DeckSearch) {
  return linkOptions({ to: paths.home, search })
}

/** Import of ratings from other services. */
export const importLink = linkOptions({ to: paths.import })

/** What the visitor means to watch, and what is not to be shown again. */
export const watchlistLink = linkOptions({ to: paths.watchlist })

/** Models side by side: the server's default and another, or those named. */
export function compareLink(search: CompareSearch = {}) {
  return linkOptions({ to: paths.compare, search })
}

/** The map of taste, with what is picked out on it. */
export function mapLink(search: MapSearch = {}) {
  return linkOptions({ to: paths.map, search })
}

/** A movie for several people, by the rule that the search names. */
export function nightLink(search: NightSearch = {}) {
  return linkOptions({ to: paths.night, search })
}

/** What was measured: the leaderboard and metric that the search names. */
export function labLink(search: LabSearch = {}) {
  return linkOptions({ to: paths.lab, search })
}

/** What this browser keeps. */
export const myDataLink = linkOptions({ to: paths.myData })

/** The list: by the server's default model, or as the search says. */
export function recommendationsLink(search: ListSearch = {}) {
  return linkOptions({ to: paths.recommendations, search })
}
