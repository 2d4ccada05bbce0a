/** Every word of this feature that a visitor reads. */
export const text = {
  title: 'Which lists are good',
  what: 'To find out which model makes the better lists, the server counts which picks were seen, opened, saved or dismissed: the movie, its place, the model and the day. No ratings, no name and no address go with it; a random number of this browser’s own only says which of two models is being tried on you, and is not kept.',
  on: 'Count what I do with my lists',
  browser: 'Your browser asks not to be tracked (Global Privacy Control or Do Not Track). It is heard: nothing is counted.',
} as const
