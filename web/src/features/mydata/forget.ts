/** What is kept of the visitor and their friends, for whatever data; the theme and the keys of the deck say nothing of anybody. */
const PERSONAL = /^cinephile\.(progress|night|data|visitor)\b/

/** Removes it from the browser, whatever version of the page wrote it. */
export function forgetStored(open: () => Storage): void {
  try {
    const storage = open()
    for (const key of Object.keys(storage)) if (PERSONAL.test(key)) storage.removeItem(key)
  } catch {
    // Storage is blocked: nothing was kept in it.
  }
}
