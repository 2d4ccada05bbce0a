import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { compareLink, homeLink, labLink, mapLink, myDataLink, nightLink, recommendationsLink, watchlistLink } from '@/paths'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { ThemeToggle } from '@/ui/ThemeToggle'
import styles from './PageNav.module.css'
import { text } from './routesText'

/** Pages under "More" on screens without room for all. */
const MORE = [
  { link: watchlistLink, label: text.tabs.watchlist },
  { link: mapLink(), label: text.tabs.map },
  { link: compareLink(), label: text.tabs.compare },
  { link: nightLink(), label: text.tabs.night },
  { link: labLink(), label: text.tabs.lab },
  { link: myDataLink, label: text.tabs.myData },
]

/** Links to the pages: all in a row on a wide screen, the two main ones and a menu on a phone. */
export function PageNav() {
  const { pathname } = useLocation()
  const [openAt, setOpenAt] = useState<string | null>(null)
  const nav = useRef<HTMLElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  // Going to another page closes the menu.
  const isOpen = openAt === pathname

  useEffect(() => {
    if (!isOpen) return
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && nav.current?.contains(event.target) !== true) setOpenAt(null)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [isOpen])

  return (
    // Escape closes the menu from anywhere inside; each link within works by itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav
      ref={nav}
      aria-label={text.nav}
      className={styles.pages}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        setOpenAt(null)
        opener.current?.focus()
      }}
    >
      <Link {...homeLink} className={styles.tab} activeOptions={{ exact: true }}>
        {text.tabs.home}
      </Link>
      <Link {...recommendationsLink()} className={styles.tab} activeOptions={{ includeSearch: false }}>
        {text.tabs.recommendations}
      </Link>
      <div className={styles.opener}>
        <Button
          ref={opener}
          look="quiet"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpenAt(isOpen ? null : pathname)}
        >
          {text.more} <Icon name="more" size={14} />
        </Button>
      </div>
      <ul id={id} className={styles.more} data-open={isOpen || undefined}>
        {MORE.map(({ link, label }) => (
          <li key={label}>
            <Link {...link} className={styles.tab} onClick={() => setOpenAt(null)}>
              {label}
            </Link>
          </li>
        ))}
        <li>
          <ThemeToggle />
        </li>
      </ul>
    </nav>
  )
}
