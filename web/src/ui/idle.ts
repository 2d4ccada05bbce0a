/** At the latest. */
const PATIENCE_MS = 1000

/** Resolves once the browser has nothing else to do, or after a second; at once where it cannot tell (Safari). */
export function idle(): Promise<void> {
  return new Promise((done) => {
    if (typeof window.requestIdleCallback !== 'function') return done()
    window.requestIdleCallback(() => done(), { timeout: PATIENCE_MS })
  })
}
