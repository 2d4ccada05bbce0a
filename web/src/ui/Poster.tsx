import { useState } from 'react'
import { apiUrl } from '@/api/client'
import type { Movie } from '@/api/types'
import styles from './Poster.module.css'

type Props = {
  movie: Movie
  /** Off for the poster that matters most on the page. */
  lazy?: boolean
}

/**
 * A poster in a fixed 2:3 space. The title always stands beside it as text, so the
 * picture itself is decoration; when it does not load, the space shows the title.
 */
export function Poster({ movie, lazy = true }: Props) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null)
  const url = apiUrl(movie.poster_url)

  return (
    <span className={styles.frame} aria-hidden="true">
      {failedUrl === url ? (
        <span className={styles.fallback}>{movie.title}</span>
      ) : (
        <img
          key={url}
          className={styles.image}
          src={url}
          alt=""
          width={400}
          height={600}
          loading={lazy ? 'lazy' : 'eager'}
          decoding="async"
          draggable={false}
          onError={() => setFailedUrl(url)}
        />
      )}
    </span>
  )
}
