/** What a figure is called and what it says; the server's names are those of `docs/EVALUATION.md`. */
export type Metric = { name: string; label: string; meaning: string; lowerIsBetter?: boolean }

/** Names with a list's length after an @, which stays as it is. */
const KNOWN: Record<string, Omit<Metric, 'name'>> = {
  ndcg: {
    label: 'NDCG',
    meaning: 'how many of the movies that people went on to love are in the list, counting more the higher they stand: 1 is a perfect list',
  },
  recall: { label: 'Recall', meaning: 'the part of the movies they went on to love that is in the list' },
  hit_rate: { label: 'Hit rate', meaning: 'the part of people whose list holds at least one movie they went on to love' },
  disliked: {
    label: 'Disliked',
    meaning: 'how often a movie they went on to give two stars or fewer is in the list',
    lowerIsBetter: true,
  },
  coverage: { label: 'Coverage', meaning: 'the part of all movies that is in anybody’s list: higher means fewer movies are left unseen' },
  novelty_bits: { label: 'Novelty', meaning: 'how unexpected the movies are, in bits: one more means half as many people rated them' },
  popularity: { label: 'Popularity', meaning: 'how well known the listed movies are', lowerIsBetter: true },
  diversity: { label: 'Diversity', meaning: 'how unlike each other the movies in one list are' },
  rmse: { label: 'RMSE', meaning: 'by how many stars predictions miss, large misses counting more', lowerIsBetter: true },
  mae: { label: 'Mean error', meaning: 'by how many stars predictions miss on average', lowerIsBetter: true },
  interval_coverage: { label: 'Interval coverage', meaning: 'how often the true stars lie in the predicted interval' },
}

/** A metric by the server's name; one that the page does not know keeps that name. */
export function metricOf(name: string): Metric {
  const [stem = name, length] = name.split('@')
  const known = KNOWN[stem]
  if (known === undefined) return { name, label: name, meaning: 'as the server names it' }
  return { ...known, name, label: length === undefined ? known.label : `${known.label}@${length}` }
}

const PROTOCOLS: Record<string, { label: string; meaning: string }> = {
  'few-ratings': {
    label: 'Newcomers',
    meaning: 'Held-out people reveal 1, 3, 5, then 10 of their ratings, stars and all. The lists are compared with what else they loved: the job this page does for you.',
  },
  strong: {
    label: 'Known fans',
    meaning: 'Held-out people reveal four fifths of the movies they loved, and the lists are searched for the rest: the test that most research papers use.',
  },
  'strong-stars': {
    label: 'Known fans, all stars',
    meaning: 'As for known fans, but with every rating revealed, low ones too: whoever makes use of dislikes can show it here.',
  },
  rating: { label: 'Predicted stars', meaning: 'A tenth of all ratings is hidden, and the stars are guessed.' },
}

/** A protocol in plain words. */
export function protocolOf(name: string): { label: string; meaning: string } {
  return PROTOCOLS[name] ?? { label: name, meaning: 'A way of measuring that this page has no words for.' }
}
