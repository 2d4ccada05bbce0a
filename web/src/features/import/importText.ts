import type { ImportReport } from '@/api/types'
import { links } from '@/ui/uiText'

const count = new Intl.NumberFormat('en')

/** "1 rating", "1,200 ratings" */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count.format(n)} ${n === 1 ? one : many}`
}

/** "3 ratings", "12 seen movies", "3 ratings and 12 seen movies" */
function countedBoth(nRated: number, nSeen: number): string {
  const both = [nRated > 0 ? counted(nRated, 'rating') : null, nSeen > 0 ? counted(nSeen, 'seen movie') : null]
  return both.filter((part) => part !== null).join(' and ')
}

/** Every word of this feature that a visitor reads, besides those of the functions below. */
export const text = {
  title: 'Bring your ratings',
  lead: 'Rated movies elsewhere? Choose the file that Letterboxd, IMDb, Netflix, Trakt or MovieLens gives you. It is read and not kept; you see what was found before anything is added.',
  choose: 'Choose a file',
  chooseOther: 'Choose another file',
  kinds: 'CSV or JSON, at most 5 MB',
  reading: (file: string) => `Reading “${file}”`,
  drop: 'Drop your file here',
  letGo: 'Let go to read it',

  refused: (file: string | undefined) => `“${file}” is not a file that can be read here.`,
  empty: (file: string) => `“${file}” is empty. Download it again, or choose another file.`,
  zip: (file: string) => `“${file}” is a zip file. Unpack it first, then choose the file in it that is called ratings.`,
  spreadsheet: (file: string) => `“${file}” is a spreadsheet. Save it as CSV, then choose that file.`,
  picture: (file: string) => `“${file}” holds no ratings. Choose a CSV or JSON file.`,
  tooBig: (file: string, size: string, most: number) =>
    `“${file}” is ${size} MB; at most ${most} MB can be read. The file with only your own ratings is much smaller.`,

  where: 'Where to get the file',
  sources: [
    ['Letterboxd', 'Settings › Data › Export your data. Unpack the zip; take ratings.csv.'],
    ['IMDb', 'Your ratings › the three dots › Export. It comes as a CSV file.'],
    ['Netflix', 'Account › Get my info. Ratings.csv has thumbs; the viewing history has none.'],
    ['Trakt', 'Settings › Data › Export. Take ratings-movies.json, or the CSV.'],
    ['MovieLens', 'About your ratings › Export ratings.'],
  ],

  found: (n: number, service: string) => `${counted(n, 'rating')} found from ${serviceName(service)}`,
  foundSeen: (n: number, service: string) => `${counted(n, 'movie')} seen, from ${serviceName(service)}`,
  noStars: (service: string) => `No stars in this ${serviceName(service)} file`,
  added: (nRated: number, nSeen: number) => `${countedBoth(nRated, nSeen)} added`,
  facts: (file: string, { n_rows, n_matched, n_unmatched }: ImportReport) =>
    `${file}: ${counted(n_rows, 'row')}, ${counted(n_matched, 'match', 'matches')}, ${counted(n_unmatched, 'row')} left out.`,
  same: (n: number) => `${counted(n, 'rating')} you have here already.`,
  over: (n: number) => `The oldest ${counted(n, 'rating')} are too many to keep.`,
  differing: (n: number) => `${counted(n, 'movie')} you have given other stars here: take the file’s`,
  add: (nRated: number, nSeen: number) => `Add ${countedBoth(nRated, nSeen)}`,
  rate: links.rate,
  recommendations: links.recommendations,
  undo: 'Undo',
  seenOnly:
    'It says what you saw, but not how you liked it. That is enough for a list; stars for a few of these movies make it better.',
  listedOnly: (n: number) =>
    `It lists ${counted(n, 'movie')} you want to see, but none that you saw. Choose the file with your ratings, or rate some by hand.`,
  nothing: 'None of its movies is here. Choose another file, or rate some movies by hand.',

  newest: 'The newest ratings in the file',
  listed: (n: number) => `${counted(n, 'movie')} on a watchlist or another list: not added.`,
  doubtful: (n: number) => `${counted(n, 'match', 'matches')} to look at`,
  takenAs: 'taken as',
  unmatched: (n: number) => `${counted(n, 'row')} left out, and why`,
  row: (row: number) => `Row ${row}`,
  more: (n: number) => `And ${n} more.`,
} as const

const SERVICES: Record<string, string> = {
  letterboxd: 'Letterboxd',
  imdb: 'IMDb',
  netflix: 'Netflix',
  trakt: 'Trakt',
  movielens: 'MovieLens',
  cinephile: 'Cinephile',
}

/** A service's name as it writes it, or the API's name for a service that this page does not know. */
export function serviceName(service: string): string {
  return SERVICES[service] ?? service
}

type Doubt = ImportReport['doubtful'][number]
type Miss = ImportReport['unmatched'][number]

/** Why a match may be wrong. */
export function doubtText(reason: Doubt['reason']): string {
  switch (reason) {
    case 'year_differs':
      return 'the years differ by one'
    case 'several_with_title':
      return 'several movies have this title; the best known was taken'
    case 'longer_title':
      return 'its title here is longer'
    default:
      return 'not sure'
  }
}

/** Why a row was left out, as the heading of all such rows. */
export function missText(reason: Miss['reason']): string {
  switch (reason) {
    case 'no_such_movie':
      return 'Not among the movies here'
    case 'other_year':
      return 'Only a movie of another year is here'
    case 'not_a_movie':
      return 'Not movies'
    case 'other_ids':
      return 'Identified only by a number that is unknown here'
    case 'unreadable_row':
      return 'Rows that could not be read'
    default:
      return 'Left out'
  }
}

/** Groups rows that were left out by reason, the most common reason first. */
export function missesByReason(misses: readonly Miss[]): { reason: Miss['reason']; misses: Miss[] }[] {
  const reasons = [...new Set(misses.map(({ reason }) => reason))]
  return reasons
    .map((reason) => ({ reason, misses: misses.filter((miss) => miss.reason === reason) }))
    .toSorted((a, b) => b.misses.length - a.misses.length)
}
