import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { DataFooter, SampleBanner, useDataName } from '@/features/dataset'
import { useRatedData } from '@/features/ratings'
import { homeLink } from '@/paths'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import { PageNav } from './PageNav'
import styles from './RootLayout.module.css'
import { text } from './routesText'

/** The frame of every page: masthead, notice, footer. */
export function RootLayout() {
  const { pathname } = useLocation()
  const { generation, setData } = useRatedData()
  const dataName = useDataName()
  const main = useRef<HTMLElement>(null)
  const lastPath = useRef(pathname)

  // On a new page a screen reader starts at the top, as after a full load.
  useEffect(() => {
    if (lastPath.current !== pathname) main.current?.focus({ preventScroll: true })
    lastPath.current = pathname
  }, [pathname])

  useEffect(() => {
    if (dataName !== undefined) setData(dataName)
  }, [dataName, setData])

  return (
    <div className={styles.page}>
      <a href="#main" className={styles.skip}>
        {text.skip}
      </a>
      <SampleBanner />
      <header className={styles.masthead}>
        <Link {...homeLink} className={styles.wordmark}>
          {text.name}
          <VisuallyHidden>{text.nameMore}</VisuallyHidden>
        </Link>
        <PageNav />
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {/* Other data, other movies: nothing of the page before may stay. */}
        <Outlet key={generation} />
      </main>
      <DataFooter />
    </div>
  )
}
