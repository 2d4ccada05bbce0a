import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { VisuallyHidden } from '@/ui/VisuallyHidden'
import { MapButtons } from './MapButtons'
import { MapTip } from './MapTip'
import { mapKey } from './drawing/keys'
import { text } from './mapText'
import styles from './TasteMap.module.css'
import { type Shown, useMap } from './useMap'

type Props = Shown & {
  /** What lies in front of the map: the card of the chosen movie. */
  children: ReactNode
}

/** The map itself, which hands and keys can move and point at. Lists beside it show the same movies. */
export function TasteMap({ children, ...shown }: Props) {
  const surface = useRef<HTMLDivElement>(null)
  const dots = useRef<HTMLCanvasElement>(null)
  const marks = useRef<HTMLCanvasElement>(null)
  const tip = useRef<HTMLDivElement>(null)
  const { pointed, said, act, buttons, onLeave } = useMap(shown, { surface, dots, marks, tip })
  const helpId = useId()

  function onKeyDown(event: KeyboardEvent) {
    const key = mapKey(event)
    if (key === null) return
    event.preventDefault()
    act(key)
  }

  return (
    <div className={styles.map}>
      {/* The map uses keys that usually scroll the page, so it announces itself as an application and names them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={surface}
        role="application"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={text.surface}
        aria-roledescription={text.surfaceRole}
        aria-describedby={helpId}
        className={styles.surface}
        data-pointing={pointed !== null || undefined}
        onKeyDown={onKeyDown}
        onBlur={onLeave}
      >
        <canvas ref={dots} className={styles.layer} aria-hidden="true" />
        <canvas ref={marks} className={styles.layer} aria-hidden="true" />
      </div>
      <MapTip ref={tip} atlas={shown.atlas} pointed={pointed === shown.chosen ? null : pointed} />
      <MapButtons {...buttons} />
      {children}
      <VisuallyHidden id={helpId}>{text.help}</VisuallyHidden>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </div>
  )
}
