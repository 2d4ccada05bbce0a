/** Every word of this feature that a visitor reads. */
export const text = {
  title: 'Movie night',
  lead: 'Two to eight people, one movie. Send your friends a link, or pass this screen around. Ratings travel in the link itself and are kept by nobody but you.',
  company: 'Who is coming',
  you: 'You',
  said: (nRated: number, nSeen: number) => {
    const rated = nRated === 1 ? '1 rating' : `${nRated} ratings`
    if (nSeen === 0) return rated
    return nRated === 0 ? `${nSeen} seen` : `${rated}, ${nSeen} seen`
  },
  takeOut: (name: string) => `Take out ${name}`,
  joined: (name: string) => `${name} has joined.`,
  left: (name: string) => `${name} has left.`,
  troubles: {
    broken: 'That link is incomplete. Ask for it again.',
    other_data: 'That link was made with another collection of movies, so its ratings mean nothing here.',
    full: 'Eight people are the most. Take one out first.',
  },

  someone: 'Someone on this screen',
  name: 'Name',
  taken: (name: string) => `${name} is here already; use another name to tell you apart.`,
  feelings: 'A few movies this person has strong feelings about:',
  starsFor: (movie: string) => `Stars for ${movie}`,
  add: 'Add to the night',

  join: 'Join somebody else’s night: your name there',
  copy: 'Copy my link',
  copied: 'Copied. Send it to the person who plans the night.',
  notCopied: 'The browser did not let us copy. Here it is to copy by hand:',
  yourLink: 'Your link',

  fair: 'What is fair',
  rules: {
    average: { name: 'Best on average', words: 'What makes everybody happiest in sum, even if one of you is not.' },
    least_misery: { name: 'Nobody suffers', words: 'What the least happy of you still likes the most.' },
    veto: { name: 'With vetoes', words: 'Best on average, without anything that one of you would hardly like.' },
  },
  below: 'Leave out what anybody would give less than',
  stars: (stars: number) => `${stars} stars`,

  list: 'What to watch together',
  loading: 'Weighing everybody’s taste',
  tooFew: 'A night needs two',
  tooFewWhy: 'Open a friend’s link, or add someone on this screen. Your own ratings count as yours.',
  allVetoed: 'Every movie has a veto',
  allVetoedWhy: 'Somebody would hardly like each one. Lower the bar, or let fairness decide.',
  toEach: (title: string) => `What ${title} is to each of you`,
  happy: (satisfaction: number, stars: number) => `${Math.round(satisfaction * 100)}% happy, about ${stars.toFixed(1)}★`,
  part: (share: number) => `${Math.round(share * 100)}% of the fun`,
} as const
