import { useId, useState } from 'react'
import type { FeedbackKind, Movie } from '@/api/types'
import { type Undoable, dismiss, isSaved, rate, save, unsave, useRatings } from '@/features/ratings'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { IconButton } from '@/ui/IconButton'
import { StarRating } from '@/ui/StarRating'
import { starsText } from '@/ui/starsText'
import { movieName } from '@/ui/movieText'
import type { PickPanel } from './Pick'
import styles from './PickActions.module.css'

type Props = {
  movie: Movie
  panelId: string
  undoable: Undoable
  onTell: (kind: FeedbackKind) => void
  open: PickPanel | null
  onOpen: (panel: PickPanel | null) => void
}

/** What a visitor can say to a pick: why, later, seen it, more of it, never. */
export function PickActions({ movie, panelId, undoable, onTell, open, onOpen }: Props) {
  const { progress } = useRatings()
  const [isRating, setRating] = useState(false)
  const starsId = useId()
  const { title } = movie
  const saved = isSaved(progress, movie.id)

  function show(panel: PickPanel) {
    if (open !== panel) onTell('clicked')
    onOpen(open === panel ? null : panel)
  }

  function toggleSaved() {
    if (!saved) onTell('saved')
    if (saved) undoable.act(movie, `${title} is off your watchlist.`, (now) => unsave(now, movie.id))
    else undoable.act(movie, `${title} is on your watchlist.`, (now) => save(now, movie))
  }

  return (
    <>
      <div className={styles.actions}>
        <Button
          aria-label={`Why ${title}?`}
          aria-expanded={open === 'why'}
          aria-controls={panelId}
          onClick={() => show('why')}
        >
          Why?
          <span className={styles.sign} aria-hidden="true">
            <Icon name="more" size={16} />
          </span>
        </Button>
        <div className={styles.icons}>
          <IconButton icon="bookmark" label={`Watchlist: ${title}`} hint="Watchlist" isOn={saved} onClick={toggleSaved} />
          <IconButton
            icon="eye"
            label={`Seen it: ${title}`}
            hint="Seen it"
            expands={{ id: starsId, isOpen: isRating }}
            onClick={() => {
              if (!isRating) onTell('clicked')
              setRating(!isRating)
            }}
          />
          <IconButton
            icon="alike"
            label={`More like ${title}`}
            hint="More like this"
            expands={{ id: panelId, isOpen: open === 'alike' }}
            onClick={() => show('alike')}
          />
          <IconButton
            icon="ban"
            label={`Not for me: ${title}`}
            hint="Not for me"
            onClick={() => {
              onTell('dismissed')
              undoable.act(movie, `${title} will not be shown again.`, (now) => dismiss(now, movie))
            }}
          />
        </div>
      </div>
      {isRating && <RateHere id={starsId} movie={movie} undoable={undoable} />}
    </>
  )
}

function RateHere({ id, movie, undoable }: { id: string; movie: Movie; undoable: Undoable }) {
  return (
    <div id={id} className={styles.stars}>
      <p className={styles.ask}>How was it?</p>
      <StarRating
        label={`Your stars for ${movieName(movie)}`}
        value={null}
        confirmKeys
        onRate={(stars) => undoable.act(movie, `${movie.title}: ${starsText(stars)}.`, (now) => rate(now, movie, stars))}
      />
    </div>
  )
}
