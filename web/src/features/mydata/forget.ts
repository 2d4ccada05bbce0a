/** Keys of everything personal about the visitor and their friends. The theme and the deck's keyboard setting are not personal. */
const PERSONAL = /^cinephile\.(progress|night|data|visitor)\b/

/** Removes everything personal from the browser, whichever version of the page wrote it. */
export function forgetStored(open: () => Storage): void {
  try {
    const storage = open()
    for (const key of Object.keys(storage)) if (PERSONAL.test(key)) storage.removeItem(key)
  } catch {
    // Storage is blocked: nothing was kept in it.
  }
}
