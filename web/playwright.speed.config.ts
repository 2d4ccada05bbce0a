import walks from './playwright.config'

/**
 * Times, one after another, by a browser that has the machine to itself: `cargo xtask page-speed`. Nothing is recorded: a trace
 * copies the page at every step, in the page's own time.
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
