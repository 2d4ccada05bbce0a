import { useId, useState } from 'react'
import type { FeedbackKind, Movie } from '@/api/types'
import { type Undoable, dismiss, isSaved, rate, save, unsave, useRatings } from '@/features/ratings'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { IconButton } from '@/ui/IconButton'
import { StarRating } from '@/ui/StarRating'
import { starsText } from '@/ui/starsText'
import { movieName } from '@/ui/movieText'
import styles from './PickActions.module.css'
import { text } from './listText'

/** What a pick can show under its row. */
export type PickPanel = 'why' | 'alike'

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
    if (saved) undoable.act(movie, text.unsaved(title), (now) => unsave(now, movie.id))
    else undoable.act(movie, text.saved(title), (now) => save(now, movie))
  }

  return (
    <>
      <div className={styles.actions}>
        <Button
          aria-label={text.whyOf(title)}
          aria-expanded={open === 'why'}
          aria-controls={panelId}
          onClick={() => show('why')}
        >
          {text.why}
          <span className={styles.sign} aria-hidden="true">
            <Icon name="more" size={16} />
          </span>
        </Button>
        <div className={styles.icons}>
          <IconButton
            icon="bookmark"
            label={text.watchlist(title)}
            hint={text.watchlistHint}
            isOn={saved}
            onClick={toggleSaved}
          />
          <IconButton
            icon="eye"
            label={text.seen(title)}
            hint={text.seenHint}
            expands={{ id: starsId, isOpen: isRating }}
            onClick={() => {
              if (!isRating) onTell('clicked')
              setRating(!isRating)
            }}
          />
          <IconButton
            icon="alike"
            label={text.alike(title)}
            hint={text.alikeHint}
            expands={{ id: panelId, isOpen: open === 'alike' }}
            onClick={() => show('alike')}
          />
          <IconButton
            icon="ban"
            label={text.dismiss(title)}
            hint={text.dismissHint}
            onClick={() => {
              onTell('dismissed')
              undoable.act(movie, text.dismissed(title), (now) => dismiss(now, movie))
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
      <p className={styles.ask}>{text.ask}</p>
      <StarRating
        label={text.rate(movieName(movie))}
        value={null}
        confirmKeys
        onRate={(stars) =>
          undoable.act(movie, text.rated(movie.title, starsText(stars)), (now) => rate(now, movie, stars))
        }
      />
    </div>
  )
}
