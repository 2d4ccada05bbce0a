import type { Plugin } from 'vite'

/** The entry's script in the built page, as Vite writes it. */
const ENTRY = /<script type="module" crossorigin src="([^"]+)"><\/script>/

/**
 * Lets the entry be fetched at once and started by `public/early.js`, after the first frame. Scripts come after what that frame needs:
 * the styles.
 */
export function startAfterPaint(html: string): string {
  const started = html.replace(ENTRY, '<link rel="modulepreload" crossorigin href="$1" data-start />')
  if (started === html) throw new Error('index.html has no entry to be started after the first frame')
  return started.replaceAll('<link rel="modulepreload"', '<link rel="modulepreload" fetchpriority="low"')
}

export function afterPaint(): Plugin {
  return {
    name: 'after-paint',
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: startAfterPaint },
  }
}
