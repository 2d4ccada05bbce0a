import walks from './playwright.config'

/**
 * Measures times, one after another, in a browser that has the machine to itself (`cargo xtask page-speed`). No trace: it
 * would copy the page at every step, on the page's own thread.
 */
export default {
  ...walks,
  testDir: 'e2e-speed',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 180_000,
  use: { ...walks.use, trace: 'off', screenshot: 'off', video: 'off' },
} satisfies typeof walks
