import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { decadesQuery, genresQuery } from '@/api/queries'
import { type DeckSearch, deckSearch, namesOf, readDeckSearch } from '@/deckSearch'
import { deckLink } from '@/paths'
import { Button } from '@/ui/Button'
import { PillChoice } from '@/ui/PillChoice'
import { toggled } from '@/ui/toggled'
import { useSearchChange } from '@/useSearchChange'
import styles from './DeckStart.module.css'
import { text } from './deckText'

/** What the deck is about, and the choice of it. The address holds it. */
export function DeckStart({ named }: { named: DeckSearch }) {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  return (
    // Escape closes the choice from anywhere inside; each control within works by itself.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.start}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        setOpen(false)
        opener.current?.focus()
      }}
    >
      <Button ref={opener} look="quiet" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {text.askMeAbout([...namesOf(named.genres), ...namesOf(named.decades)])}
      </Button>
      {isOpen && <Choice id={id} named={named} />}
    </div>
  )
}

/** Genres and decades; every change affects the deck at once. */
function Choice({ id, named }: { id: string; named: DeckSearch }) {
  const genres = useQuery(genresQuery())
  const decades = useQuery(decadesQuery())
  const change = useSearchChange(deckLink, readDeckSearch)

  return (
    <section id={id} className={styles.choice} aria-label={text.start}>
      <PillChoice
        legend={text.genres}
        hint={text.startHint}
        options={genres.data}
        chosen={namesOf(named.genres)}
        onToggle={(name) => change((now) => deckSearch(toggled(namesOf(now.genres), name), namesOf(now.decades)))}
        failure={genres.error === null ? null : text.genresFailed}
      />
      <PillChoice
        legend={text.decades}
        hint={text.startHint}
        options={decades.data}
        chosen={namesOf(named.decades)}
        onToggle={(name) => change((now) => deckSearch(namesOf(now.genres), toggled(namesOf(now.decades), name)))}
        failure={decades.error === null ? null : text.decadesFailed}
      />
    </section>
  )
}
