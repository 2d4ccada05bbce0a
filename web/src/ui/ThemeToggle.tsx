import { Button } from './Button'
import { Icon } from './Icon'
import { useTheme } from './theme'
import { text } from './uiText'

/** Light or dark; until it is pressed, the system's choice holds. */
export function ThemeToggle() {
  const { shown, choose } = useTheme()
  const other = shown === 'dark' ? 'light' : 'dark'
  return (
    <Button look="quiet" aria-label={text.switchTheme[other]} onClick={() => choose(other)}>
      <Icon name={shown === 'dark' ? 'sun' : 'moon'} />
    </Button>
  )
}
