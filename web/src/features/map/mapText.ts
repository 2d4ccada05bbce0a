import type { Cluster, ClusterLabel } from '@/api/types'
import { starsText } from '@/ui/starsText'
import { links } from '@/ui/uiText'

const count = new Intl.NumberFormat('en')
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })
const times = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const listed = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' })

/** Every word of this feature that a visitor reads. */
export const text = {
  title: 'The map of taste',
  lead: (nMovies: number) =>
    `${count.format(nMovies)} well-known movies. The nearer two of them are, the more the same people like them; up, down, left and right mean nothing.`,
  loading: 'Drawing the map',
  none: 'There is no map here',
  noneWhy: 'The map is laid out by the model “ials”, and this server runs without it. Everything else works as usual.',
  recommendations: links.recommendations,

  surface: 'Map of movies',
  surfaceRole: 'map',
  help: 'Drag, pinch or scroll to move and zoom. By keyboard: arrows go from movie to movie, with Shift they move the map; plus and minus zoom, 0 shows all, Y finds you, Enter opens a movie, Escape closes it.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show the whole map',
  findYou: 'Find yourself',
  you: 'You',
  onMovie: (movie: string, group: string | undefined) =>
    `${group === undefined ? movie : `${movie}, ${group}`}. Press Enter to open it.`,
  edge: 'Nothing farther that way.',

  about: (movie: string) => `About ${movie}`,
  close: 'Close',
  lovedBy: 'Loved most by',
  yours: (stars: number | null) => (stars === null ? 'Seen it? Rate it' : `You gave it ${starsText(stars)}`),
  yourStars: (movie: string) => `Your stars for ${movie}`,
  watchlist: (title: string) => `Watchlist: ${title}`,
  watchlistHint: 'Watchlist',

  search: 'Find a movie on the map',
  notHere: (movie: string, nMovies: number) =>
    `${movie} is not on the map: it shows the ${count.format(nMovies)} movies with the most ratings.`,

  youTitle: 'Where you are',
  youNone: 'Rate a movie and you will stand here, among the movies that go with it. You can rate any movie on the map.',
  youNowhere: 'Your movies are too little known to place you. One well-known movie is enough.',
  youFailed: 'Your place could not be worked out. The map works without it.',
  rate: links.rate,
  share: (share: number) => percent.format(share),
  shares: 'The groups that are in you',

  groups: 'Taste groups',
  groupsHint: 'Pick one to see its movies alone.',
  allGroups: (n: number) => `Show all ${count.format(n)} groups`,
  fewGroups: 'Show fewer',
  everybody: 'Show every group',
  people: (n: number, share: number) => `${count.format(n)} ${n === 1 ? 'person' : 'people'}, ${percent.format(share)} of all.`,
  most: 'Dearest to them',

  nearestToYou: 'Nearest to you',
  nearestTo: (title: string) => `Nearest to ${title}`,
  bestKnownOf: (group: string) => `Best known in “${group}”`,
  bestKnown: 'The best-known movies',
} as const

/** Below this lift, everybody else loves it almost as much. */
const MORE = 1.15

/** "Loves Horror (1.9 times as much as others do) and the 1980s." */
export function lovesText({ loves }: Pick<Cluster, 'loves'>): string {
  const more = (labels: readonly ClusterLabel[], n: number) => labels.filter(({ lift }) => lift >= MORE).slice(0, n)
  const genres = more(loves.genres, 3).map(({ name, lift }, place) =>
    place === 0 ? `${name} (${times.format(lift)} times as much as others do)` : name,
  )
  const decades = more(loves.decades, 2).map(({ name }) => `the ${name}`)
  const all = [...genres, ...decades]
  return all.length === 0 ? 'Loves a bit of everything.' : `Loves ${listed.format(all)}.`
}
