// Writes `_headers` for Netlify: the same headers that the server sends with the page (crates/api/src/http/layers.rs; a test compares
// them). It allows the API's origin if the page calls another one.
// usage: node headers.mjs FILE    VITE_API_BASE_URL names the API; empty means the page's own origin
import { writeFileSync } from 'node:fs'

const address = process.env.VITE_API_BASE_URL ?? ''
const api = address === '' ? '' : ` ${new URL(address).origin}`

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  // Posters come from the API.
  `img-src 'self' data: blob:${api}`,
  "font-src 'self' data:",
  `connect-src 'self'${api}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  // Netlify serves over HTTPS only.
  'Strict-Transport-Security': 'max-age=31536000',
}

const [file] = process.argv.slice(2)
const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`)
writeFileSync(file, ['/*', ...lines, ''].join('\n'))
