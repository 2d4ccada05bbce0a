import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Where `npm run dev` finds the API; the built page asks its own origin. */
const apiOrigin = process.env.CINEPHILE_API ?? 'http://127.0.0.1:8080'

/** The policy that the server sends with the page (crates/api/src/layers.rs), so that a preview stands under it too. */
const PAGE_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

export default defineConfig({
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  server: { proxy: { '/api': apiOrigin, '/healthz': apiOrigin, '/readyz': apiOrigin } },
  preview: { headers: { 'content-security-policy': PAGE_POLICY } },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
  },
})
