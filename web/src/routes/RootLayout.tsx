import { VisuallyHidden } from '@mantine/core'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { DataFooter, SampleBanner } from '@/features/dataset'
import { homeLink, recommendationsLink } from '@/paths'
import { ThemeToggle } from '@/ui/ThemeToggle'
import styles from './RootLayout.module.css'

/** What stands around every page: masthead, notice, footer. */
export function RootLayout() {
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const lastPath = useRef(pathname)

  // On a new page a screen reader goes on from its start, as after a full load.
  useEffect(() => {
    if (lastPath.current !== pathname) main.current?.focus({ preventScroll: true })
    lastPath.current = pathname
  }, [pathname])

  return (
    <div className={styles.page}>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <SampleBanner />
      <header className={styles.masthead}>
        <Link {...homeLink} className={styles.wordmark}>
          Cinephile<VisuallyHidden>: rate movies</VisuallyHidden>
        </Link>
        <nav aria-label="Pages" className={styles.pages}>
          <Link {...homeLink} className={styles.tab} activeOptions={{ exact: true }}>
            Rate
          </Link>
          <Link {...recommendationsLink()} className={styles.tab} activeOptions={{ includeSearch: false }}>
            For you
          </Link>
          <ThemeToggle />
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
      <DataFooter />
    </div>
  )
}
