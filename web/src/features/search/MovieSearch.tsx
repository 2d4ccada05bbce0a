import { type UseComboboxState, type UseComboboxStateChangeOptions, useCombobox } from 'downshift'
import { type KeyboardEvent, useId, useState } from 'react'
import type { Movie } from '@/api/types'
import { Icon } from '@/ui/Icon'
import styles from './MovieSearch.module.css'
import { SearchResults } from './SearchResults'
import { text } from './searchText'
import { useMovieSearch } from './useMovieSearch'

type Props = {
  /** The field's label, if it is not for rating. */
  label?: string
  onPick: (movie: Movie) => void
}

/** Finds any movie by its title and passes it on. */
export function MovieSearch({ label = text.label, onPick }: Props) {
  const [typed, setTyped] = useState('')
  const search = useMovieSearch(typed)
  const [isWanted, setIsWanted] = useState(false)
  const complaintId = useId()

  function pick(movie: Movie | null | undefined) {
    if (movie === null || movie === undefined) return
    setTyped('')
    setIsWanted(false)
    // Releases the focus for the card to take.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    onPick(movie)
  }

  const combobox = useCombobox<Movie>({
    items: search.movies,
    itemToString: (movie) => movie?.title ?? '',
    itemToKey: (movie) => movie?.id,
    inputValue: typed,
    isOpen: isWanted && search.isAsking,
    // Nothing stays chosen: picking a movie clears the field.
    selectedItem: null,
    onIsOpenChange: ({ isOpen }) => setIsWanted(isOpen),
    onSelectedItemChange: ({ selectedItem }) => pick(selectedItem),
    stateReducer: onlyPickWhenAsked,
  })

  /** Enter with nothing chosen takes the best match, once the results belong to the typed text. */
  function onKeyDown(event: KeyboardEvent) {
    const isOpenChoice = combobox.highlightedIndex === -1 && !event.nativeEvent.isComposing
    if (event.key === 'Enter' && isOpenChoice && search.isCurrent) pick(search.movies[0])
  }

  return (
    <search className={styles.search}>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          {...combobox.getInputProps({
            'aria-label': label,
            onKeyDown,
            onChange: (event) => setTyped(event.currentTarget.value),
            onFocus: () => setIsWanted(true),
          })}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          placeholder={label}
          className={styles.input}
          aria-invalid={search.complaint !== null}
          aria-describedby={search.complaint === null ? undefined : complaintId}
        />
      </div>
      {search.complaint !== null && (
        <p id={complaintId} className={styles.complaint}>
          {search.complaint}
        </p>
      )}
      <SearchResults search={search} combobox={combobox} />
    </search>
  )
}

/** Opens the list on a press into the field. Leaving the field, or Enter with nothing chosen, takes and closes nothing. */
function onlyPickWhenAsked(
  state: UseComboboxState<Movie>,
  { type, changes }: UseComboboxStateChangeOptions<Movie>,
): Partial<UseComboboxState<Movie>> {
  switch (type) {
    case useCombobox.stateChangeTypes.InputClick:
      return { ...changes, isOpen: true }
    case useCombobox.stateChangeTypes.InputBlur:
      return { ...changes, selectedItem: null }
    case useCombobox.stateChangeTypes.InputKeyDownEnter:
      return state.highlightedIndex === -1 ? state : changes
    default:
      return changes
  }
}
