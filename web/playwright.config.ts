import { defineConfig } from '@playwright/test'

const baseURL = process.env.E2E_BASE_URL
if (baseURL === undefined || baseURL === '') {
  throw new Error('set E2E_BASE_URL to a running server, such as the one `cinephile serve` prints')
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/walks',
  reporter: [['list']],
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // A walk that is broken takes longer to say so; one that is right does not fail on a slow or busy machine.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    baseURL,
    // Answers that a walk stands in for must not be kept; the offline walk allows it.
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    // A trace is two fifths of a walk's processor time. After a failure: `E2E_TRACE=1 cargo xtask test walk`.
    trace: process.env.E2E_TRACE === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
