import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Movie } from '@/api/types'
import { Icon } from '@/ui/Icon'
import styles from './MovieSearch.module.css'
import { SearchResults } from './SearchResults'
import { text } from './searchText'
import { useMovieSearch } from './useMovieSearch'

type Props = {
  /** What the field is for, where it is not for rating. */
  label?: string
  onPick: (movie: Movie) => void
}

/** Finds any movie by its title and hands it on. */
export function MovieSearch({ label = text.label, onPick }: Props) {
  const [typed, setTyped] = useState('')
  const search = useMovieSearch(typed)
  const input = useRef<HTMLInputElement>(null)
  const [isWanted, setIsWanted] = useState(false)
  const combobox = useCombobox({
    opened: isWanted && search.isAsking,
    onOpenedChange: setIsWanted,
    onDropdownClose: () => combobox.resetSelectedOption(),
  })

  function pick(movie: Movie | undefined) {
    if (movie === undefined) return
    setTyped('')
    combobox.closeDropdown()
    // Sets the focus free, for the card to take.
    input.current?.blur()
    onPick(movie)
  }

  return (
    <search className={styles.search}>
      <Combobox
        store={combobox}
        onOptionSubmit={(id) => pick(search.movies.find((movie) => String(movie.id) === id))}
        offset={6}
        hideDetached={false}
        withinPortal={false}
        // The list stays in the page, so that the field can always name it to screen readers.
        keepMounted
        transitionProps={{ duration: 0 }}
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={input}
            type="text"
            aria-autocomplete="list"
            inputMode="search"
            enterKeyHint="search"
            autoComplete="off"
            aria-label={label}
            placeholder={label}
            classNames={{ input: styles.input ?? '', section: styles.sign ?? '', error: styles.error ?? '' }}
            leftSection={<Icon name="search" />}
            value={typed}
            error={search.complaint}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              combobox.openDropdown()
              combobox.resetSelectedOption()
            }}
            onKeyDown={(event) => {
              // Enter with nothing chosen takes the best match, once it is the answer to what is typed.
              const isOpenChoice = combobox.getSelectedOptionIndex() === -1 && !event.nativeEvent.isComposing
              if (event.key === 'Enter' && isOpenChoice && search.isCurrent) pick(search.movies[0])
            }}
            onFocus={() => combobox.openDropdown()}
            onClick={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown className={styles.dropdown}>
          <SearchResults search={search} />
        </Combobox.Dropdown>
      </Combobox>
    </search>
  )
}
