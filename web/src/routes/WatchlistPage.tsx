import { WatchlistView } from '@/features/watchlist'

/** What the visitor means to watch. */
export function WatchlistPage() {
  return (
    <>
      <title>Your watchlist · Cinephile</title>
      <WatchlistView />
    </>
  )
}
