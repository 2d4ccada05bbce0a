import type { Stage } from './stage'

/** How far from a movie it is still hit: a finger covers more than a pointer's tip. */
const REACH_PX = { mouse: 12, touch: 22 } as const
/** A shorter drag is a tap by an unsteady hand. */
const DRAG_PX = 5
/** A wheel's notch zooms by about a fifth; a trackpad sends many small ones. */
const ZOOM_PER_WHEEL_PX = 0.0018
const PX_PER_LINE = 16

type Heard = { onPoint: (index: number | null) => void; onPick: (index: number | null) => void }

/**
 * Handles drag, pinch, wheel, double click and tap on the stage. Where the wheel can zoom out no further, the page scrolls
 * instead, so that nobody gets stuck on the map. Returns a function that stops listening.
 */
export function listenToHands(element: HTMLElement, stage: Stage, { onPoint, onPick }: Heard): () => void {
  const fingers = new Map<number, { x: number; y: number }>()
  let gone = 0

  function at(event: MouseEvent) {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const found = (event: PointerEvent) => {
    const { x, y } = at(event)
    return stage.movieAt({ sx: x, sy: y, reachPx: event.pointerType === 'mouse' ? REACH_PX.mouse : REACH_PX.touch })
  }

  function onDown(event: PointerEvent) {
    if (event.button !== 0) return
    if (fingers.size === 0) gone = 0
    fingers.set(event.pointerId, at(event))
    element.setPointerCapture(event.pointerId)
  }

  function onMove(event: PointerEvent) {
    const before = fingers.get(event.pointerId)
    if (before === undefined) {
      // A mouse that only passes over the map points.
      if (event.pointerType === 'mouse') onPoint(found(event))
      return
    }
    const now = at(event)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    fingers.set(event.pointerId, now)
    gone += Math.hypot(now.x - before.x, now.y - before.y)
    if (other !== undefined) {
      const apart = (hand: { x: number; y: number }) => Math.max(1, Math.hypot(hand.x - other.x, hand.y - other.y))
      // Both fingers move the map by half their own way each.
      stage.panBy((now.x - before.x) / 2, (now.y - before.y) / 2)
      stage.zoomBy(apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2)
    } else if (gone > DRAG_PX) {
      onPoint(null)
      element.dataset.dragged = 'true'
      stage.panBy(now.x - before.x, now.y - before.y)
    }
  }

  function onUp(event: PointerEvent) {
    if (!fingers.delete(event.pointerId)) return
    delete element.dataset.dragged
    if (event.type === 'pointerup' && gone <= DRAG_PX && fingers.size === 0) onPick(found(event))
  }

  function onWheel(event: WheelEvent) {
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * PX_PER_LINE
    const { x, y } = at(event)
    const before = stage.view().camera.zoom
    // A pinch on a trackpad arrives as wheel events with ctrl and smaller steps.
    stage.zoomBy(Math.exp(-pixels * ZOOM_PER_WHEEL_PX * (event.ctrlKey ? 5 : 1)), x, y)
    if (stage.view().camera.zoom !== before || event.ctrlKey) event.preventDefault()
  }

  function onDoubleClick(event: MouseEvent) {
    const { x, y } = at(event)
    stage.zoomBy(2, x, y)
  }

  const leave = () => onPoint(null)
  const heard = new AbortController()
  const { signal } = heard
  element.addEventListener('pointerdown', onDown, { signal })
  element.addEventListener('pointermove', onMove, { signal })
  element.addEventListener('pointerup', onUp, { signal })
  element.addEventListener('pointercancel', onUp, { signal })
  element.addEventListener('pointerleave', leave, { signal })
  element.addEventListener('wheel', onWheel, { signal, passive: false })
  element.addEventListener('dblclick', onDoubleClick, { signal })
  return () => heard.abort()
}
