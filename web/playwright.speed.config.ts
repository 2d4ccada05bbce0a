import walks from './playwright.config'

/** Times, one after another, by a browser that has the machine to itself: `cargo xtask page-speed`. */
export default { ...walks, testDir: 'e2e-speed', fullyParallel: false, workers: 1, retries: 0, timeout: 180_000 }
