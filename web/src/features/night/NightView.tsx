import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { isAnything } from '@/api/said'
import { useDataName } from '@/features/dataset'
import { said, useRatings } from '@/features/ratings'
import type { NightSearch } from '@/nightSearch'
import { nightLink } from '@/paths'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { GroupList } from './GroupList'
import { InviteLink } from './InviteLink'
import styles from './NightView.module.css'
import { PersonForm } from './PersonForm'
import { RuleChoice } from './RuleChoice'
import { text } from './nightText'
import { MAX_OTHERS, usePeople } from './usePeople'

/** Two to eight people by link or on one screen, and what to watch together. */
export function NightView({ search }: { search: NightSearch }) {
  const dataName = useDataName()
  return (
    <div className={styles.view}>
      <header>
        <h1 className={styles.title}>{text.title}</h1>
        <p className={styles.lead}>{text.lead}</p>
      </header>
      {dataName !== undefined && <Company key={dataName} dataName={dataName} search={search} />}
    </div>
  )
}

function Company({ dataName, search }: { dataName: string; search: NightSearch }) {
  const { progress } = useRatings()
  const { people, news, trouble, add, remove } = usePeople(dataName)
  const [isAdding, setAdding] = useState(false)
  const navigate = useNavigate()
  const mine = said(progress)
  const takesPart = isAnything(mine)
  const guests = people.map((person) => ({ ...person, seen: [] }))
  const company = takesPart ? [{ name: text.you, ...mine }, ...guests] : guests

  return (
    <>
      <section className={styles.people} aria-labelledby="company">
        <h2 id="company" className={styles.subtitle}>
          {text.company}
        </h2>
        <ul className={styles.chips}>
          {company.map(({ name, ratings, seen }, place) => (
            <li key={name} className={styles.person}>
              <span className={styles.name}>{name}</span>
              <span className={styles.count}>{text.said(ratings.length, seen.length)}</span>
              {(!takesPart || place > 0) && (
                <Button look="quiet" aria-label={text.takeOut(name)} onClick={() => remove(name)}>
                  <Icon name="close" size={16} />
                </Button>
              )}
            </li>
          ))}
          <li>
            <Button aria-expanded={isAdding} disabled={people.length >= MAX_OTHERS} onClick={() => setAdding(!isAdding)}>
              <Icon name="plus" size={16} /> {text.someone}
            </Button>
          </li>
        </ul>
        <p role="status" className={styles.note}>
          {news}
        </p>
        {trouble !== null && (
          <p role="alert" className={styles.trouble}>
            {text.troubles[trouble]}
          </p>
        )}
        {isAdding && (
          <PersonForm
            taken={company.map(({ name }) => name)}
            onAdd={(person) => {
              add(person)
              setAdding(false)
            }}
          />
        )}
        {mine.ratings.length > 0 && <InviteLink ratings={mine.ratings} dataName={dataName} />}
      </section>
      <RuleChoice
        search={search}
        onChoose={(next) => void navigate({ ...nightLink(next), replace: true, resetScroll: false })}
      />
      <GroupList company={company} search={search} />
    </>
  )
}
