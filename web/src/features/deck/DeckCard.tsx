import { useLocalStorage } from '@mantine/hooks'
import { type RefObject, useRef, useState } from 'react'
import type { Movie } from '@/api/types'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { StarSlider } from '@/ui/StarSlider'
import { movieFacts, movieName } from '@/ui/movieText'
import { keyStars } from '@/ui/starsInput'
import { starsText } from '@/ui/starsText'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import styles from './DeckCard.module.css'
import { DeckHints } from './DeckHints'
import { PosterStage } from './PosterStage'
import { text } from './deckText'
import type { Deck } from './useDeck'
import { useDeckKeys } from './useDeckKeys'

type Props = { deck: Deck; movie: Movie; titleRef: RefObject<HTMLHeadingElement | null> }

/** The movie on top of the deck, its stars, and buttons to go on and back. */
export function DeckCard({ deck, movie, titleRef }: Props) {
  const [draft, setDraft] = useState<number | null>(null)
  const [keysOn, setKeysOn] = useLocalStorage({
    key: 'cinephile.keys',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const slider = useRef<HTMLDivElement>(null)
  const shown = draft ?? deck.stars

  useDeckKeys(deck, nudge, keysOn)

  function nudge(key: string): boolean {
    const focused = document.activeElement
    if (focused !== titleRef.current && focused !== document.body) return false
    slider.current?.focus({ preventScroll: true })
    setDraft(keyStars(key, deck.stars ?? 0))
    return true
  }

  return (
    <article className={styles.card} aria-labelledby="deck-title">
      <PosterStage movie={movie} next={deck.next} leaving={deck.leaving} />
      <div className={styles.words}>
        <header>
          <h2 id="deck-title" ref={titleRef} tabIndex={-1} className={styles.title} data-long={movie.title.length > 20 || undefined}>
            {movie.title}
          </h2>
          <p className={styles.facts}>{movieFacts(movie)}</p>
        </header>
        <div className={styles.rating}>
          <StarSlider
            ref={slider}
            label={text.yourStars(movieName(movie))}
            value={deck.stars}
            draft={draft}
            onDraft={setDraft}
            onRate={deck.rate}
            confirmKeys
            describedBy="deck-hint"
          />
          <p className={styles.shown}>{shown === null ? text.ask : starsText(shown)}</p>
        </div>
        <div className={styles.actions}>
          <Button look="quiet" onClick={deck.back} disabled={!deck.canGoBack}>
            <Icon name="back" />
            <span className={styles.backWord}>{text.back}</span>
          </Button>
          {deck.stars !== null && (
            <Button onClick={deck.keep}>
              <span>
                {text.keep}
                <VisuallyHidden> {starsText(deck.stars)}</VisuallyHidden>
              </span>
              <Icon name="next" />
            </Button>
          )}
          <Button look={deck.stars === null ? 'outline' : 'quiet'} onClick={deck.markUnseen}>
            {text.unseen}
          </Button>
        </div>
        <DeckHints isOn={keysOn} onToggle={() => setKeysOn(!keysOn)} />
      </div>
    </article>
  )
}
