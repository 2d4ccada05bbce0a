import { type ThemeChoice as Choice, useTheme } from '@/ui/theme'
import styles from './MyDataView.module.css'

const THEMES: readonly { theme: Choice; name: string }[] = [
  { theme: 'auto', name: 'As the system' },
  { theme: 'light', name: 'Light, a printed magazine' },
  { theme: 'dark', name: 'Dark, the auditorium' },
]

/** How the page looks. */
export function ThemeChoice() {
  const { chosen, choose } = useTheme()
  return (
    <fieldset className={styles.section}>
      <legend className={styles.legend}>Theme</legend>
      <div className={styles.buttons}>
        {THEMES.map(({ theme, name }) => (
          <label key={theme} htmlFor={`theme-${theme}`} className={styles.radio}>
            <input
              id={`theme-${theme}`}
              type="radio"
              name="theme"
              checked={theme === chosen}
              onChange={() => choose(theme)}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
