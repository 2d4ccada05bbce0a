import { Icon, type IconName } from '@/ui/Icon'
import styles from './MapButtons.module.css'
import { text } from './mapText'

type Props = { onZoomIn: () => void; onZoomOut: () => void; onWhole: () => void; onYou: (() => void) | null }

/** Buttons that move the map, for visitors without a wheel or a keyboard. */
export function MapButtons({ onZoomIn, onZoomOut, onWhole, onYou }: Props) {
  return (
    <div className={styles.buttons}>
      <One icon="plus" label={text.zoomIn} onClick={onZoomIn} />
      <One icon="minus" label={text.zoomOut} onClick={onZoomOut} />
      <One icon="whole" label={text.whole} onClick={onWhole} />
      {onYou !== null && <One icon="target" label={text.findYou} onClick={onYou} />}
    </div>
  )
}

function One({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.button} aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  )
}
