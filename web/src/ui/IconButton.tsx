import { Icon, type IconName } from './Icon'
import styles from './IconButton.module.css'

type Props = {
  icon: IconName
  /** Its name for a screen reader, with what it acts on. */
  label: string
  /** Its tooltip. */
  hint: string
  /** For a switch: whether it is on. */
  isOn?: boolean
  /** For a button that shows something: what, and whether it is shown. */
  expands?: { id: string; isOpen: boolean }
  onClick: () => void
}

/** An icon large enough for a thumb: 44 x 44 px. */
export function IconButton({ icon, label, hint, isOn, expands, onClick }: Props) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={hint}
      aria-pressed={isOn}
      aria-expanded={expands?.isOpen}
      aria-controls={expands?.isOpen === true ? expands.id : undefined}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}
