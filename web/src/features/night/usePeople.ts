import { useLocalStorage } from '@mantine/hooks'
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import * as v from 'valibot'
import { nightLink, paths } from '@/paths'
import { type LinkTrouble, MAX_NAME_CHARS, type Person, readPerson } from './link'
import { text as words } from './nightText'

/** The API takes eight people, and one of them is the visitor. */
export const MAX_OTHERS = 7

const stored = v.array(
  v.object({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NAME_CHARS)),
    ratings: v.pipe(
      v.array(
        v.object({
          movie_id: v.pipe(v.number(), v.integer(), v.minValue(0)),
          stars: v.pipe(v.number(), v.minValue(0.5), v.maxValue(5), v.multipleOf(0.5)),
        }),
      ),
      v.minLength(1),
      v.maxLength(2000),
    ),
  }),
)

/** The other people, kept in this browser. A person in a link is added, and the link is removed from the address. */
export function usePeople(dataName: string) {
  const [people, setPeople] = useLocalStorage<Person[]>({
    key: `cinephile.night.v1.${dataName}`,
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: read,
  })
  const { hash } = useLocation()
  const search = useSearch({ from: paths.night })
  const navigate = useNavigate()
  const [news, setNews] = useState('')
  const [trouble, setTrouble] = useState<LinkTrouble | 'full' | null>(null)

  function add(person: Person) {
    const others = people.filter(({ name }) => name !== person.name)
    setTrouble(others.length >= MAX_OTHERS ? 'full' : null)
    if (others.length >= MAX_OTHERS) return
    setPeople([...others, person])
    setNews(words.joined(person.name))
  }

  useEffect(() => {
    if (!hash.startsWith('p=')) return
    const person = readPerson(hash.slice(2), dataName)
    void navigate({ ...nightLink(search), replace: true, hash: '' }).then(() => {
      if (typeof person === 'string') setTrouble(person)
      else add(person)
    })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a link is read once, when it is opened
  }, [hash])

  return {
    people,
    news,
    trouble,
    add,
    remove: (name: string) => {
      setPeople(people.filter((person) => person.name !== name))
      setNews(words.left(name))
    },
  }
}

function read(text: string | undefined): Person[] {
  try {
    const parsed = v.safeParse(stored, JSON.parse(text ?? '[]'))
    return parsed.success ? parsed.output.slice(0, MAX_OTHERS) : []
  } catch {
    return []
  }
}
