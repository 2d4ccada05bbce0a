/** Every word that a visitor reads about what was measured and how, by the server's names. */
export const text = {
  metrics: {
    ndcg: {
      label: 'NDCG',
      meaning:
        'how many of the movies that people went on to love are in the list, counting more the higher they stand: ' +
        '1 is a perfect list',
    },
    recall: { label: 'Recall', meaning: 'the share of the movies they went on to love that is in the list' },
    hit_rate: {
      label: 'Hit rate',
      meaning: 'the share of people whose list holds at least one movie they went on to love',
    },
    disliked: { label: 'Disliked', meaning: 'how often a movie they went on to give two stars or fewer is in the list' },
    chart_share: {
      label: 'Chart share',
      meaning:
        'how much of the list is among the twenty best-known movies: lower means that a list is more about its visitor',
    },
    coverage: {
      label: 'Coverage',
      meaning: 'the share of all movies that is in anybody’s list: higher means fewer movies are left unseen',
    },
    novelty_bits: {
      label: 'Novelty',
      meaning: 'how unexpected the movies are, in bits: one more means half as many people rated them',
    },
    popularity: { label: 'Popularity', meaning: 'how well known the listed movies are' },
    diversity: { label: 'Diversity', meaning: 'how unlike each other the movies in one list are' },
    rmse: { label: 'RMSE', meaning: 'by how many stars predictions miss, large misses counting more' },
    mae: { label: 'Mean error', meaning: 'by how many stars predictions miss on average' },
    interval_coverage: {
      label: 'Interval coverage',
      meaning: 'how often the true stars lie in the predicted interval',
    },
  },
  otherMetric: 'as the server names it',

  protocols: {
    'few-ratings': {
      label: 'Newcomers',
      meaning:
        'Held-out people reveal the first few of their ratings, stars and all. The lists are compared with what else ' +
        'they loved: the job this page does for you.',
    },
    strong: {
      label: 'Known fans',
      meaning:
        'Held-out people reveal four fifths of the movies they loved, and the lists are searched for the rest: the ' +
        'test that most research papers use.',
    },
    'strong-stars': {
      label: 'Known fans, all stars',
      meaning:
        'As for known fans, but with every rating revealed, low ones too: algorithms that use dislikes can show it ' +
        'here.',
    },
    rating: { label: 'Predicted stars', meaning: 'A tenth of all ratings is hidden, and the stars are guessed.' },
  },
  otherProtocol: 'A way of measuring that this page has no words for.',
} as const
