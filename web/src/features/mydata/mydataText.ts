/** Every word of this feature that a visitor reads. */
export const text = {
  title: 'My data',
  lead: 'All of it is in this browser and nowhere else. Ratings are sent to compute a list and forgotten with the answer. There is no account, and nobody follows you around.',
  rated: 'rated',
  seen: 'seen, without stars',
  toWatch: 'to watch',
  dismissed: 'not for you',
  skipped: 'not seen',

  take: 'Take it with you',
  takeWhat:
    'Everything as JSON, which “Bring your ratings” can read here or in another browser; or the ratings as a table that Letterboxd imports.',
  saveJson: 'Save everything (JSON)',
  saveCsv: 'Save the ratings (CSV)',
  bring: 'Bring your ratings',

  theme: 'Theme',
  themes: {
    auto: 'As the system',
    light: 'Light, a printed magazine',
    dark: 'Dark, the auditorium',
  },

  forget: 'Forget it',
  forgetWhat: 'Ratings, watchlist and everything else you said, once and for all. We keep no copy.',
  delete: 'Delete my data',
  nothing: 'There is nothing to delete.',
} as const
