import { useClipboard } from '@mantine/hooks'
import { useId, useState } from 'react'
import { paths } from '@/paths'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import styles from './NightView.module.css'
import { MAX_NAME_CHARS, type Person, cleanName, writePerson } from './link'
import { text } from './nightText'

type Props = { ratings: Person['ratings']; dataName: string }

/** The visitor's own link: opening it adds the visitor to somebody else's movie night. */
export function InviteLink({ ratings, dataName }: Props) {
  const [name, setName] = useState('')
  const clipboard = useClipboard({ timeout: 4000 })
  const id = useId()
  const clean = cleanName(name)
  const url = `${window.location.origin}${paths.night}#p=${writePerson({ name: clean, ratings }, dataName)}`

  return (
    <form
      className={styles.invite}
      onSubmit={(event) => {
        event.preventDefault()
        if (clean !== '') clipboard.copy(url)
      }}
    >
      <label htmlFor={id}>{text.join}</label>
      <div className={styles.inviteRow}>
        <input
          id={id}
          className={styles.field}
          value={name}
          maxLength={MAX_NAME_CHARS}
          autoComplete="given-name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={clean === ''}>
          <Icon name="link" size={18} /> {text.copy}
        </Button>
      </div>
      <p role="status" className={styles.note}>
        {clipboard.copied && text.copied}
        {clipboard.error !== null && text.notCopied}
      </p>
      {clipboard.error !== null && <input className={styles.field} readOnly aria-label={text.yourLink} value={url} />}
    </form>
  )
}
