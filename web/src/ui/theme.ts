import { createTheme, localStorageColorSchemeManager } from '@mantine/core'

/** Colours, fonts and radii are set in `tokens.css`; here only what Mantine decides in script. */
export const theme = createTheme({ respectReducedMotion: true, cursorType: 'pointer' })

/** The key is also read by `public/early.js`, before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'cinephile.theme' })
