import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { compareLink, homeLink, labLink, mapLink, myDataLink, nightLink, recommendationsLink, watchlistLink } from '@/paths'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import { ThemeToggle } from '@/ui/ThemeToggle'
import styles from './PageNav.module.css'

/** The pages that stand behind "More" where there is no room for all. */
const MORE = [
  { link: watchlistLink, label: 'Watchlist' },
  { link: mapLink(), label: 'Map' },
  { link: compareLink(), label: 'Compare' },
  { link: nightLink(), label: 'Movie night' },
  { link: labLink(), label: 'Lab' },
  { link: myDataLink, label: 'My data' },
]

/** The ways between pages: all in a row on a wide screen, the two main ones and a menu on a phone. */
export function PageNav() {
  const { pathname } = useLocation()
  const [openAt, setOpenAt] = useState<string | null>(null)
  const nav = useRef<HTMLElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  // On another page the menu is closed again.
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
      aria-label="Pages"
      className={styles.pages}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        setOpenAt(null)
        opener.current?.focus()
      }}
    >
      <Link {...homeLink} className={styles.tab} activeOptions={{ exact: true }}>
        Rate
      </Link>
      <Link {...recommendationsLink()} className={styles.tab} activeOptions={{ includeSearch: false }}>
        For you
      </Link>
      <div className={styles.opener}>
        <Button
          ref={opener}
          look="quiet"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpenAt(isOpen ? null : pathname)}
        >
          More <Icon name="more" size={14} />
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
