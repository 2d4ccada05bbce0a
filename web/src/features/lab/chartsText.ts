import { figure, percent } from './format'

/** What the best algorithm gains from more ratings. */
type Gain = { title: string; label: string; percent: number; from: number; to: number }

/** Every word of this feature's charts and their tables that a visitor reads. */
export const text = {
  numbers: 'The numbers',
  numbersOf: (caption: string) => `of “${caption}”`,
  table: (caption: string) => `${caption}: table`,
  algorithm: 'Algorithm',

  best: 'Who is best?',
  bestWhy: (label: string, meaning: string) =>
    `${label} says ${meaning}. The thin lines are 95% intervals: measured again with other people, the figure would ` +
    'nearly always fall within them. Two that overlap a lot are not clearly different. The naive versions are what ' +
    'many tutorials build; they are here as a warning.',
  leads: (best: { title: string; value: number }, second: { title: string; value: number }, label: string) =>
    `${best.title} leads with ${label} ${figure(best.value)}, ahead of ${second.title} with ${figure(second.value)}`,
  overlap: (leads: string) => `${leads}; their intervals overlap.`,
  noOverlap: (leads: string) => `${leads}.`,
  interval: '95% interval',
  bestChart: (label: string) => `Bars: ${label} of each algorithm, best first`,

  soon: 'How soon does it know you?',
  soonWhy:
    'Each line follows one algorithm as held-out people tell it the first few of their ratings. A line that climbs ' +
    'learns from you; a flat one gives everybody the same list. Popularity is the floor: an algorithm below it ' +
    'would do better to show the charts.',
  gains: ({ title, label, percent: change, from, to }: Gain) => {
    const much = change >= 0 ? `${change}% more` : `${-change}% less`
    return `After ${to} ratings ${title} has ${much} ${label} than after ${from === 1 ? 'one' : from}.`
  },
  revealed: 'Ratings revealed',
  revealedAxis: 'ratings revealed',
  nRatings: (n: string) => `${n} ratings`,
  soonChart: (label: string) => `Lines: ${label} by the number of ratings`,

  cost: 'What does it cost?',
  costWhy:
    'The best place is the upper left corner: accurate and cheap. Both scales below are logarithmic: each step to the ' +
    'right is ten times as much. Times are for one list, the median of many, on this machine; memory is that of the ' +
    'fitted model.',
  milliseconds: 'Milliseconds a list',
  megabytes: 'Megabytes',
  millisecondsAxis: 'milliseconds for a list',
  megabytesAxis: 'megabytes of model',
  points: 'What the numbered points are',
  place: 'place',
  costName: (label: string, unit: string) => `${label} by ${unit}`,
  costChart: (label: string, unit: string) => `Points: ${label} by ${unit}`,

  elbow: 'How many groups of taste?',
  elbowWhy:
    'K-means sorts people into as many groups as it is told. Inertia is how far people are from the middle of their ' +
    'group: it always falls with more groups, and the bend, or elbow, is where more stop helping. Silhouette asks ' +
    'how much nearer people are to the others of their own group than to those of the next: higher is better, and near ' +
    '0 means that tastes blend into each other instead of forming islands. Both figures describe how people group. They do ' +
    'not say how good the lists are, which can gain from more groups.',
  elbowBest: (nGroups: number, silhouette: number, nServed: number) => {
    const served = nServed > 0 ? `; this service uses ${nServed}, the dashed line` : ''
    return `Silhouette is best with ${nGroups} groups, at ${figure(silhouette)}${served}.`
  },
  groups: 'Groups',
  inertia: 'Inertia',
  silhouette: 'Silhouette',
  groupsAxis: 'groups',
  nGroups: (n: string) => `${n} groups`,
  elbowChart: (name: string) => `Line: ${name} over the number of groups`,

  countChart: (label: string, axis: string) => `Bars: how many ${label} by ${axis}`,
  bar: (name: string, axis: string) => `${name} ${axis}`,

  stars: 'The stars',
  starsWhy:
    'People mostly rate what they chose to watch, and they chose what they expected to like, so there are many more ' +
    'high ratings than low ones. A plain mean of few ratings is therefore a poor guide, and a low rating says more ' +
    'than a high one.',
  starsMean: (mean: number, liked: number) =>
    `The mean is ${figure(mean)} stars; ${percent(liked)} of all ratings are four or more.`,
  starsHead: 'Stars',
  ratingsHead: 'Ratings',
  share: 'Share',
  starsAxis: 'stars',
  ratings: 'ratings',

  tail: 'The long tail',
  tailWhy:
    'Movies in order of how often they were rated, the best known first: what share of all ratings do the first ' +
    'of them have? If all were rated equally often, this would be a straight line. The steeper it starts, the more a ' +
    'recommender that only repeats the charts seems to be right, and the more there is to discover behind them.',
  tailTenth: (share: number) => `The best-known tenth of the movies has ${percent(share)} of all ratings.`,
  bestKnown: 'Best-known movies',
  partOfRatings: 'Share of all ratings',
  tailChart: 'Curve: share of all ratings over share of the movies',
  tailAxis: 'of the movies, the best known first',
  ofMovies: (share: number) => `${percent(share)} of the movies`,
  ofRatings: 'of the ratings',

  activity: 'Who rated how much',
  activityWhy:
    'Each bar holds twice the range of the one before. Most movies have hardly any ratings, so algorithms pull ' +
    'what they believe about them towards the mean; a few people rated hundreds, and without care they would be ' +
    'everybody’s neighbours.',
  of: 'Of',
  howMany: 'How many',
  movies: 'movies',
  people: 'people',
  moviesWith: 'Movies with that many ratings',
  peopleWho: 'People who gave that many',
} as const
