import { linkOptions } from '@tanstack/react-router'
import type { ListSearch } from './listSearch'

/** Every address of the page; links are built from here alone. */
export const paths = {
  home: '/',
  recommendations: '/recommendations',
  import: '/import',
} as const

/** The rating deck. */
export const homeLink = linkOptions({ to: paths.home })

/** Bringing ratings from elsewhere. */
export const importLink = linkOptions({ to: paths.import })

/** The list: by the server's default model, or as the search says. */
export function recommendationsLink(search: ListSearch = {}) {
  return linkOptions({ to: paths.recommendations, search })
}
