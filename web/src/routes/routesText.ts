import { links } from '@/ui/uiText'

/** Every word of the pages' frame that a visitor reads. */
export const text = {
  titles: {
    home: 'Cinephile: rate a few movies, find your next favourite',
    recommendations: 'Recommendations for you · Cinephile',
    watchlist: 'Your watchlist · Cinephile',
    map: 'The map of taste · Cinephile',
    compare: 'Models side by side · Cinephile',
    night: 'Movie night · Cinephile',
    lab: 'The lab · Cinephile',
    myData: 'My data · Cinephile',
    import: 'Bring your ratings · Cinephile',
    notFound: 'Page not found · Cinephile',
  },

  skip: 'Skip to content',
  name: 'Cinephile',
  nameMore: ': rate movies',
  nav: 'Pages',
  more: 'More',
  tabs: {
    home: 'Rate',
    recommendations: 'For you',
    watchlist: 'Watchlist',
    map: 'Map',
    compare: 'Compare',
    night: 'Movie night',
    lab: 'Lab',
    myData: 'My data',
  },

  pitch: 'Rate a few. Find your next favourite.',
  rated: 'What you rated',

  notFound: 'This scene was cut',
  notFoundWhy: 'There is no page at this address.',
  rate: links.rate,
  crash: 'The film broke',
  crashWhy: 'This page ran into an error of its own. Your ratings are kept on this device.',
  reload: 'Load the page again',
} as const
