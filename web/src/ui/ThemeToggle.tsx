import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { Button } from './Button'
import { Icon } from './Icon'

/** Light or dark; until it is pressed, the system's choice holds. */
export function ThemeToggle() {
  const { setColorScheme } = useMantineColorScheme()
  const shown = useComputedColorScheme('dark', { getInitialValueInEffect: false })
  const other = shown === 'dark' ? 'light' : 'dark'
  return (
    <Button look="quiet" aria-label={`Switch to the ${other} theme`} onClick={() => setColorScheme(other)}>
      <Icon name={shown === 'dark' ? 'sun' : 'moon'} />
    </Button>
  )
}
