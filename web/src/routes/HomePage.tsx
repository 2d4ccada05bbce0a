import { useSearch } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import { Deck, DeckStart, useDeck } from '@/features/deck'
import { ProgressBar, RatingsPanel } from '@/features/ratings'
import { paths } from '@/paths'
import { idle } from '@/ui/idle'
import styles from './HomePage.module.css'
import { text } from './routesText'

/** Loaded after the deck, which visitors look at first. */
const MovieSearch = lazy(async () => {
  await idle()
  return { default: (await import('@/features/search')).MovieSearch }
})

/**
 * Rate movies: the deck, which is about what the address names, the choice of that, the search that
 * puts any movie on top, and what was rated.
 */
export function HomePage() {
  const named = useSearch({ from: paths.home })
  const deck = useDeck(named)
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
        <div className={styles.start}>
          <DeckStart named={named} />
        </div>
        <aside className={styles.ratings} aria-label={text.rated}>
          <RatingsPanel />
        </aside>
      </div>
      <ProgressBar />
    </>
  )
}
