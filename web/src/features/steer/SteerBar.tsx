import { Link } from '@tanstack/react-router'
import { useId, useRef, useState } from 'react'
import type { ListSearch } from '@/listSearch'
import { isSteered, readListSearch } from '@/listSearch'
import { recommendationsLink } from '@/paths'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { useSearchChange } from '@/useSearchChange'
import { SteerPanel } from './SteerPanel'
import styles from './SteerBar.module.css'
import { chipsOf, text } from './steerText'

/** What the list is steered by, as chips that remove it, and the panel that changes it. The address holds all of it. */
export function SteerBar({ search }: { search: ListSearch }) {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const change = useSearchChange(recommendationsLink, readListSearch)
  const panelId = useId()
  const plain: ListSearch = search.algorithm === undefined ? {} : { algorithm: search.algorithm }

  return (
    // Escape closes the panel from anywhere inside; each control within works by itself.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.steer}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        setOpen(false)
        opener.current?.focus()
      }}
    >
      <div className={styles.bar}>
        <Button ref={opener} aria-expanded={isOpen} aria-controls={panelId} onClick={() => setOpen(!isOpen)}>
          <Icon name="steer" size={18} /> {text.open}
        </Button>
        {isSteered(search) && (
          <ul className={styles.chips} aria-label={text.chips}>
            {chipsOf(search).map(({ key, label, without }) => (
              <li key={key}>
                <Link
                  {...recommendationsLink(without)}
                  className={styles.chip}
                  aria-label={text.remove(label)}
                  onClick={() => opener.current?.focus({ preventScroll: true })}
                  replace
                  resetScroll={false}
                >
                  {label} <Icon name="close" size={14} />
                </Link>
              </li>
            ))}
            <li>
              <Link
                {...recommendationsLink(plain)}
                className={styles.reset}
                onClick={() => opener.current?.focus({ preventScroll: true })}
                replace
                resetScroll={false}
              >
                {text.reset}
              </Link>
            </li>
          </ul>
        )}
      </div>
      {isOpen && <SteerPanel id={panelId} search={search} onSteer={change} />}
    </div>
  )
}
