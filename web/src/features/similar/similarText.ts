/** Every word of this feature that a visitor reads. */
export const text = {
  label: (title: string) => `More like ${title}`,
  title: 'More like',
  close: (title: string) => `Close: more like ${title}`,
  loading: 'Looking for similar movies',
  none: 'Too little is known about it to name others, or you have rated them all.',
  row: (title: string) => `Like ${title}`,
  watchlist: (title: string) => `Watchlist: ${title}`,
  watchlistHint: 'Watchlist',
  saved: (title: string) => `${title} is on your watchlist.`,
  unsaved: (title: string) => `${title} is off your watchlist.`,
} as const
