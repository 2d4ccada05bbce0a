import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Movie } from '@/api/types'
import { Icon } from '@/ui/Icon'
import styles from './MovieSearch.module.css'
import { SearchResults } from './SearchResults'
import { useMovieSearch } from './useMovieSearch'

/** Finds any movie by its title and hands it on. */
export function MovieSearch({ onPick }: { onPick: (movie: Movie) => void }) {
  const [text, setText] = useState('')
  const search = useMovieSearch(text)
  const input = useRef<HTMLInputElement>(null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })

  // The best match is chosen already: Enter takes it.
  const firstId = search.movies[0]?.id
  const { selectFirstOption } = combobox
  useEffect(() => {
    if (firstId !== undefined) selectFirstOption()
  }, [firstId, selectFirstOption])

  function pick(id: string) {
    const movie = search.movies.find((candidate) => String(candidate.id) === id)
    if (movie === undefined) return
    setText('')
    combobox.closeDropdown()
    // Sets the focus free, for the card to take.
    input.current?.blur()
    onPick(movie)
  }

  return (
    <search className={styles.search}>
      <Combobox store={combobox} onOptionSubmit={pick} offset={6} hideDetached={false} transitionProps={{ duration: 0 }}>
        <Combobox.Target>
          <TextInput
            ref={input}
            type="text"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={combobox.dropdownOpened && search.isAsking}
            aria-controls={combobox.listId ?? undefined}
            inputMode="search"
            enterKeyHint="search"
            autoComplete="off"
            aria-label="Search for a movie you know"
            placeholder="Search for a movie you know"
            classNames={{ input: styles.input ?? '', section: styles.sign ?? '', error: styles.error ?? '' }}
            leftSection={<Icon name="search" />}
            value={text}
            error={search.complaint}
            onChange={(event) => {
              setText(event.currentTarget.value)
              combobox.openDropdown()
            }}
            onFocus={() => combobox.openDropdown()}
            onClick={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!search.isAsking} className={styles.dropdown}>
          <SearchResults search={search} />
        </Combobox.Dropdown>
      </Combobox>
    </search>
  )
}
