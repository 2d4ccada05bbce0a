/** Longest wait. */
const PATIENCE_MS = 1000

/** Resolves when the browser is idle, or after a second; at once in browsers that cannot tell (Safari). */
export function idle(): Promise<void> {
  return new Promise((done) => {
    if (typeof window.requestIdleCallback !== 'function') return done()
    window.requestIdleCallback(() => done(), { timeout: PATIENCE_MS })
  })
}
