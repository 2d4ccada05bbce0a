import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark'
/** The visitor's choice; `auto` follows the system. */
export type ThemeChoice = Theme | 'auto'

/** The key and the attribute are also those of `public/early.js`, which sets the theme before the first paint. */
const KEY = 'cinephile.theme'
const ATTRIBUTE = 'data-theme'

const listeners = new Set<() => void>()
/** The choice for this visit, if storage is blocked. */
let unsaved: ThemeChoice | null = null

function chosenTheme(): ThemeChoice {
  if (unsaved !== null) return unsaved
  try {
    const kept = window.localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : 'auto'
  } catch {
    return 'auto'
  }
}

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)')

function shownTheme(): Theme {
  const chosen = chosenTheme()
  if (chosen !== 'auto') return chosen
  return systemIsDark.matches ? 'dark' : 'light'
}

function paint() {
  document.documentElement.setAttribute(ATTRIBUTE, shownTheme())
}

function show() {
  paint()
  for (const listener of listeners) listener()
}

function choose(theme: ThemeChoice) {
  try {
    window.localStorage.setItem(KEY, theme)
  } catch {
    unsaved = theme
  }
  show()
}

/** Follows the system and other tabs for as long as a component uses the theme. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    systemIsDark.addEventListener('change', show)
    window.addEventListener('storage', show)
    // Applies what has changed since the first paint, for which `early.js` set the theme.
    paint()
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    systemIsDark.removeEventListener('change', show)
    window.removeEventListener('storage', show)
  }
}

/** The theme that was chosen, the theme that is shown, and a function to choose another. */
export function useTheme() {
  const chosen = useSyncExternalStore(subscribe, chosenTheme)
  const shown = useSyncExternalStore(subscribe, shownTheme)
  return { chosen, shown, choose }
}
