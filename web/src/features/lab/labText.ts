import { count, percent } from './format'

/** Every word of this feature's page that a visitor reads; those of its charts stand in `chartsText.ts`. */
export const text = {
  title: 'The lab',
  lead:
    'Every figure here was measured on the data that this page recommends from, with people whose ratings the models ' +
    'had not seen. Nothing is drawn by hand.',
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
  draws: (n: number) => (n > 1 ? `, over ${n} random draws` : ''),
  learnedFrom: (nPeople: number, nRatings: number, judged: string, draws: string) =>
    `Learned from ${count(nPeople)} people’s ${count(nRatings)} ratings, judged on ${judged}${draws}. ` +
    'No model had seen them.',
  measuring: 'The server is measuring itself',
  measuringWhen: (detail: string | null) =>
    `on people it holds out, whenever it has nothing better to do${detail === null ? '' : `: ${detail}`}. ` +
    'Finished parts are below; the rest appears by itself.',
  noLeaderboard: 'There is no leaderboard here',
  noLeaderboardWhy: (detail: string | null) =>
    detail === null ? 'the operator of this service has switched measuring off.' : `${detail}.`,
  noGroups: 'There are no groups here',
  noGroupsWhy: 'K-means is not among the algorithms that this service runs.',
  noRatings: 'There is nothing to count',
  noRatingsWhy: 'the data has no ratings.',

  profiles: 'The groups themselves',
  profilesWhy: (nPeople: number, nGroups: number) =>
    `${count(nPeople)} people in ${nGroups} groups. “2.4×” means that a genre takes up 2.4 times as much of this ` +
    'group’s love as of everybody else’s. No list comes from one group alone: yours depends on how near you are to ' +
    'each of them.',
  fewGroups: (n: number) => `The ${n} largest`,
  allGroups: (n: number) => `All ${n} groups`,
  size: (share: number, nPeople: number) => `${percent(share)} · ${count(nPeople)} people`,
  loves: 'Loves more than others',
  movies: 'Its movies',
  leaves: (names: readonly string[]) => `Leaves to others: ${names.join(', ')}`,
} as const
