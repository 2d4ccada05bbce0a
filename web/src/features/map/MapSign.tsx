import type { Sign } from './drawing/signs'
import { shapePath } from './drawing/shapes'

/** A group's sign beside its name, as its movies are drawn. */
export function MapSign({ sign, size = 16 }: { sign: Sign; size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 20 20" fill={`var(--map-ink-${sign.ink + 1})`}>
      <path d={shapePath(sign.shape)} />
    </svg>
  )
}
