/** Every word of this feature that a visitor reads. */
export const text = {
  title: 'Which lists are good',
  what: 'To find out which model makes the better lists, the server counts which picks were seen, opened, saved or dismissed: the movie, its place, the model and the day. No ratings, name or address are sent with it. A random number from this browser only decides which of two models is tried on you, and it is not kept.',
  on: 'Count what I do with my lists',
  browser: 'Your browser asks not to be tracked (Global Privacy Control or Do Not Track). That is respected: nothing is counted.',
} as const
