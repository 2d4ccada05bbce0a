import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { afterPaint } from './build/afterPaint.ts'
import { firstLoadLimit, shellScripts } from './build/firstLoad.ts'

/** Where `npm run dev` finds the API; the built page asks its own origin. */
const apiOrigin = process.env.CINEPHILE_API ?? 'http://127.0.0.1:8080'

/** The policy that the server sends with the page (crates/api/src/http/layers.rs), so that it also applies to a preview. */
const PAGE_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** Files of `public/` that the page needs without a connection. */
const SHELL = ['/', '/favicon.svg', '/early.js', '/manifest.webmanifest']

/** Pages that only show the server's answers, and the libraries that only they load. */
const NEEDS_DATA = ['LabPage', 'MapPage']

/** Writes the service worker with the names of all built files, so that a changed file makes a new worker and a new cache. */
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const styles = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !name.endsWith('.js'))
      const files = [...SHELL, ...[...styles, ...shellScripts(bundle, NEEDS_DATA)].map((name) => `/${name}`)]
      const source = readFileSync('service-worker.js', 'utf8')
      const hash = createHash('sha256').update(source).update(files.join()).digest('hex').slice(0, 12)
      const worker = source.replace('__FILES__', JSON.stringify(files)).replace('__HASH__', hash)
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: worker })
    },
  }
}

export default defineConfig({
  plugins: [react(), afterPaint(), serviceWorker(), firstLoadLimit()],
  resolve: { tsconfigPaths: true },
  server: { proxy: { '/api': apiOrigin, '/healthz': apiOrigin, '/readyz': apiOrigin } },
  preview: { headers: { 'content-security-policy': PAGE_POLICY } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    // Everything that the first page needs is in one file: a dozen small ones would wait for each other.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', test: /\/src\/main\.tsx$/ }] } } },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    testTimeout: 20_000,
  },
})
