import { useId, useState } from 'react'
import type { ImportAnswers } from '@/api/importQuery'
import { Button } from '@/ui/Button'
import styles from './Question.module.css'
import { text } from './importText'

/** What a file can leave open. */
export type Subject = keyof ImportAnswers

/** `choices`: some of the answers, where the file shows them. */
type Props = { about: Subject; choices: readonly string[]; onAnswer: (answer: ImportAnswers) => void }

/** The subject of a problem, if the visitor can answer it. */
export function subjectOf(field: string | null): Subject | null {
  return field === 'list' || field === 'scale' || field === 'profile' ? field : null
}

/** Asks what a file does not show; the answer reads it again. */
export function Question({ about, choices, onAnswer }: Props) {
  return (
    <section className={styles.question}>
      <p className={styles.asked}>{text.ask[about]}</p>
      {about === 'profile' ? (
        <>
          <div className={styles.ways}>
            {choices.map((profile) => (
              <Button key={profile} onClick={() => onAnswer({ profile })}>
                {profile}
              </Button>
            ))}
          </div>
          <Profile onAnswer={onAnswer} />
        </>
      ) : (
        <div className={styles.ways}>
          {about === 'list' &&
            text.lists.map(([list, label]) => (
              <Button key={list} onClick={() => onAnswer({ list })}>
                {label}
              </Button>
            ))}
          {about === 'scale' &&
            text.scales.map(([scale, label]) => (
              <Button key={scale} onClick={() => onAnswer({ scale })}>
                {label}
              </Button>
            ))}
        </div>
      )}
    </section>
  )
}

function Profile({ onAnswer }: Pick<Props, 'onAnswer'>) {
  const [profile, setProfile] = useState('')
  const id = useId()
  return (
    <form
      className={styles.ways}
      onSubmit={(event) => {
        event.preventDefault()
        if (profile !== '') onAnswer({ profile })
      }}
    >
      <label htmlFor={id}>{text.profile}</label>
      <input id={id} className={styles.name} value={profile} onChange={(event) => setProfile(event.currentTarget.value)} />
      <Button type="submit">{text.read}</Button>
    </form>
  )
}
