import { WatchlistView } from '@/features/watchlist'
import { text } from './routesText'

/** What the visitor means to watch. */
export function WatchlistPage() {
  return (
    <>
      <title>{text.titles.watchlist}</title>
      <WatchlistView />
    </>
  )
}
