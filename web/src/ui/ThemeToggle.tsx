import { Button } from './Button'
import { Icon } from './Icon'
import { useTheme } from './theme'

/** Light or dark; until it is pressed, the system's choice holds. */
export function ThemeToggle() {
  const { shown, choose } = useTheme()
  const other = shown === 'dark' ? 'light' : 'dark'
  return (
    <Button look="quiet" aria-label={`Switch to the ${other} theme`} onClick={() => choose(other)}>
      <Icon name={shown === 'dark' ? 'sun' : 'moon'} />
    </Button>
  )
}
