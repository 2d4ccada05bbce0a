import { count, percent } from './format'

/** Every word of this feature's page that a visitor reads; those of its charts stand in `chartsText.ts`. */
export const text = {
  title: 'The lab',
  lead:
    'Every figure here was measured on the very data that this page recommends from, on people it had not learned ' +
    'from. Nothing is drawn by hand.',
  parts: 'Parts of the lab',
  leaderboard: 'Leaderboard',
  groups: 'Groups of taste',
  ratings: 'The ratings',
  gettingLeaderboard: 'Getting the leaderboard',
  gettingGroups: 'Getting the groups',
  countingRatings: 'Counting the ratings',

  measuredOn: 'Measured on',
  by: 'By',
  metric: (label: string, lowerIsBetter: boolean) => (lowerIsBetter ? `${label} (lower is better)` : label),
  judged: (n: number, areRatings: boolean) => `${count(n)} ${areRatings ? 'hidden ratings' : 'people held out'}`,
  draws: (n: number) => (n > 1 ? `, over ${n} draws of them` : ''),
  learnedFrom: (nPeople: number, nRatings: number, judged: string, draws: string) =>
    `Learned from ${count(nPeople)} people’s ${count(nRatings)} ratings, judged on ${judged}${draws}. ` +
    'None of them was learned from.',
  measuring: 'The server is measuring itself',
  measuringWhen: (detail: string | null) =>
    `on people it holds out, whenever it has nothing better to do${detail === null ? '' : `: ${detail}`}. ` +
    'What is there stands below; the rest comes by itself.',
  noLeaderboard: 'There is no leaderboard here',
  noLeaderboardWhy: (detail: string | null) =>
    detail === null ? 'whoever runs this service has switched the measuring off.' : `${detail}.`,
  noGroups: 'There are no groups here',
  noGroupsWhy: 'K-means is not among the algorithms that this service runs.',
  noRatings: 'There is nothing to count',
  noRatingsWhy: 'the data has no ratings.',

  profiles: 'The groups themselves',
  profilesWhy: (nPeople: number, nGroups: number) =>
    `${count(nPeople)} people in ${nGroups} groups. “2.4×” says that a genre has 2.4 times the part of this group’s ` +
    'love that it has of everybody else’s. Nobody is told by such a group alone: your list goes by how near you are ' +
    'to each of them.',
  fewGroups: (n: number) => `The ${n} largest`,
  allGroups: (n: number) => `All ${n} groups`,
  size: (share: number, nPeople: number) => `${percent(share)} · ${count(nPeople)} people`,
  loves: 'Loves more than others',
  movies: 'Its movies',
  leaves: (names: readonly string[]) => `Leaves to others: ${names.join(', ')}`,
} as const
