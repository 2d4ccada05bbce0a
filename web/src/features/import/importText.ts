import type { ImportReport } from '@/api/types'
import { links } from '@/ui/uiText'

const count = new Intl.NumberFormat('en')

/** "1 rating", "1,200 ratings" */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count.format(n)} ${n === 1 ? one : many}`
}

const and = new Intl.ListFormat('en', { type: 'conjunction' })

/** "3 ratings", "12 seen movies", "3 ratings and 12 seen movies", "3 ratings, 12 seen movies, and 2 listed movies" */
function countedBoth(nRated: number, nSeen: number, nListed: number): string {
  const parts = [
    nRated > 0 ? counted(nRated, 'rating') : null,
    nSeen > 0 ? counted(nSeen, 'seen movie') : null,
    nListed > 0 ? counted(nListed, 'listed movie') : null,
  ]
  return and.format(parts.filter((part) => part !== null))
}

/** Every word of this feature that a visitor reads, besides those of the functions below. */
export const text = {
  title: 'Bring your ratings',
  lead: 'Rated movies elsewhere? Choose the file or the whole zip that Letterboxd, IMDb, Netflix, Trakt or another service gives you. It is read and not kept; you see what was found before anything is added.',
  choose: 'Choose files',
  chooseOther: 'Choose other files',
  kinds: 'CSV, JSON, XML or zip, one or several, at most 50 MB',
  named: (files: readonly string[]) => (files.length === 1 ? (files[0] ?? '') : `${files.length} files`),
  reading: (file: string) => `Reading “${file}”`,
  drop: 'Drop your file here',
  letGo: 'Let go to read it',

  refused: (file: string) => `“${file}” is not a file that can be read here.`,
  empty: (file: string) => `“${file}” is empty. Download it again, or choose another file.`,
  spreadsheet: (file: string) => `“${file}” is a spreadsheet. Save it as CSV, then choose that file.`,
  picture: (file: string) => `“${file}” holds no ratings. Choose a CSV or JSON file.`,
  tooBig: (file: string, size: string, most: number) =>
    `“${file}” is ${size} MB; at most ${most} MB can be read. The file with only your own ratings is much smaller.`,

  where: 'Where to get the file',
  sources: [
    ['Letterboxd', 'Settings › Data › Export your data. Take the zip as it is.'],
    ['IMDb', 'Your ratings › the three dots › Export. It comes as a CSV file.'],
    ['Netflix', 'Account › Get my info. Ratings.csv has thumbs; the viewing history has none.'],
    ['Trakt', 'Settings › Data › Export. Take the zip as it is, or the CSV.'],
    ['MovieLens', 'About your ratings › Export ratings.'],
    ['TMDB', 'Your ratings › Export, as CSV.'],
    ['Simkl', 'Settings › Export, as CSV or JSON.'],
    ['Criticker', 'Your ratings › Export, as XML or CSV.'],
    ['Douban', 'The CSV of a 豆瓣 export script or of 豆伴.'],
    ['Prime Video', 'The CSV of the script “Watch History Exporter for Amazon Prime Video”.'],
    ['Yamtrack, Movary', 'Settings › Export, as CSV.'],
    ['Jellyfin', 'Playback Reporting › Backup; take the .tsv file.'],
    ['Plex', 'The history of Tautulli, as JSON of its API or as CSV.'],
    ['Kodi', 'Settings › Media › Library › Export library, to a single file.'],
  ],

  found: (n: number, service: string) => `${counted(n, 'rating')} found from ${serviceName(service)}`,
  foundSeen: (n: number, service: string) => `${counted(n, 'movie')} seen, from ${serviceName(service)}`,
  noStars: (service: string) => `No stars in this ${serviceName(service)} file`,
  added: (nRated: number, nSeen: number, nListed = 0) => `${countedBoth(nRated, nSeen, nListed)} added`,
  facts: (file: string, { n_rows, n_matched, n_repeated, n_proposed, n_unmatched }: ImportReport) =>
    [
      `${file}: ${counted(n_rows, 'row')}`,
      counted(n_matched, 'match', 'matches'),
      ...(n_repeated > 0 ? [`${counted(n_repeated, 'row')} repeated`] : []),
      ...(n_proposed > 0 ? [`${counted(n_proposed, 'row')} to check`] : []),
      `${counted(n_unmatched, 'row')} left out.`,
    ].join(', '),
  same: (n: number) => `${counted(n, 'rating')} you have here already.`,
  over: (n: number) => `The oldest ${counted(n, 'rating')} are too many to keep.`,
  differing: (n: number) => `${counted(n, 'movie')} you have given other stars here: take the file’s`,
  add: (nRated: number, nSeen: number, nListed = 0) => `Add ${countedBoth(nRated, nSeen, nListed)}`,
  rate: links.rate,
  recommendations: links.recommendations,
  undo: 'Undo',
  seenOnly:
    'It says what you saw, but not how you liked it. That is enough for a list; stars for a few of these movies make it better.',
  listedOnly: (n: number) =>
    `It lists ${counted(n, 'movie')} you want to see, but none that you saw. Choose the file with your ratings, or rate some by hand.`,
  nothing: 'None of its movies is here. Choose another file, or rate some movies by hand.',

  ask: {
    list: 'What are the movies in this file?',
    scale: 'How far do the ratings in this file go?',
    profile: 'Whose rows should be read?',
  },
  lists: [
    ['watched', 'I have seen them'],
    ['watchlist', 'I want to see them'],
    ['not_interested', 'They do not interest me'],
  ],
  scales: [
    ['0.5..5', '5'],
    ['1..10', '10'],
    ['0..100', '100'],
  ],
  profile: 'Another name',
  read: 'Read',

  newest: 'The newest ratings in the file',
  listed: (n: number) => `${counted(n, 'movie')} for your watchlist and other lists.`,
  files: 'What each file holds',
  fileRows: (n: number) => counted(n, 'row'),
  notRead: 'not read:',
  proposed: (n: number) => `${counted(n, 'row')} that may mean another movie: untick what is wrong`,
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
  tmdb: 'TMDB',
  simkl: 'Simkl',
  criticker: 'Criticker',
  yamtrack: 'Yamtrack',
  movary: 'Movary',
  jellyfin: 'Jellyfin',
  tautulli: 'Tautulli',
  kodi: 'Kodi',
  douban: 'Douban',
  prime_video: 'Prime Video',
  cinephile: 'Cinephile',
}

/** A service's name as it writes it, or the API's name for a service that this page does not know. */
export function serviceName(service: string): string {
  return SERVICES[service] ?? service
}
