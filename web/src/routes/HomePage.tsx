import { Suspense, lazy } from 'react'
import { Deck, useDeck } from '@/features/deck'
import { ProgressBar, RatingsPanel } from '@/features/ratings'
import { idle } from '@/ui/idle'
import styles from './HomePage.module.css'
import { text } from './routesText'

/** Loaded after the deck, which visitors look at first. */
const MovieSearch = lazy(async () => {
  await idle()
  return { default: (await import('@/features/search')).MovieSearch }
})

/** Rate movies: the deck, the search that puts any movie on top of it, and what was rated. */
export function HomePage() {
  const deck = useDeck()
  return (
    <>
      <title>{text.titles.home}</title>
      <div className={styles.home}>
        <h1 className={styles.pitch}>{text.pitch}</h1>
        <div className={styles.search}>
          <Suspense fallback={<div className={styles.searchSpace} />}>
            <MovieSearch onPick={deck.show} />
          </Suspense>
        </div>
        <div className={styles.deck}>
          <Deck deck={deck} />
        </div>
        <aside className={styles.ratings} aria-label={text.rated}>
          <RatingsPanel />
        </aside>
      </div>
      <ProgressBar />
    </>
  )
}
