import { type ThemeChoice as Choice, useTheme } from '@/ui/theme'
import styles from './MyDataView.module.css'
import { text } from './mydataText'

const THEMES: readonly Choice[] = ['auto', 'light', 'dark']

/** How the page looks. */
export function ThemeChoice() {
  const { chosen, choose } = useTheme()
  return (
    <fieldset className={styles.section}>
      <legend className={styles.legend}>{text.theme}</legend>
      <div className={styles.buttons}>
        {THEMES.map((theme) => (
          <label key={theme} htmlFor={`theme-${theme}`} className={styles.radio}>
            <input
              id={`theme-${theme}`}
              type="radio"
              name="theme"
              checked={theme === chosen}
              onChange={() => choose(theme)}
            />
            {text.themes[theme]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
