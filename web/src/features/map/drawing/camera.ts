/**
 * Which part of the map is seen: the place in the middle of the window, and how near it is. The world is the API's: x to the
 * right, y up, from about -1 to 1. The screen is in CSS pixels, y down. At zoom 1 the whole map fits.
 */
export type Camera = { readonly x: number; readonly y: number; readonly zoom: number }

/** The world's edges. */
export type Bounds = { left: number; right: number; bottom: number; top: number }

/** The window onto the map: its size in pixels, the map's edges, and pixels to a unit of the world at zoom 1. */
export type Frame = { readonly width: number; readonly height: number; readonly bounds: Bounds; readonly fit: number }

/** What is seen: a window, and the part of the map in it. */
export type View = { readonly frame: Frame; readonly camera: Camera }

/** A place in the world. */
export type Place = { readonly x: number; readonly y: number }

export const MIN_ZOOM = 1
export const MAX_ZOOM = 48
/** Room between the outermost movies and the edge, at zoom 1. */
const PADDING_PX = 28
/** In a smaller window nothing could be seen. A stage that is not laid out yet counts as this large. */
const MIN_SIDE_PX = 2 * PADDING_PX + 40

export function frameOf(width: number, height: number, bounds: Bounds): Frame {
  const inner = (side: number) => Math.max(side, MIN_SIDE_PX) - 2 * PADDING_PX
  const fit = Math.min(inner(width) / (bounds.right - bounds.left), inner(height) / (bounds.top - bounds.bottom))
  return { width, height, bounds, fit }
}

/** The edges of all places. A single place gets edges around it, so that there is something to scale. */
export function boundsOf(xs: ArrayLike<number>, ys: ArrayLike<number>): Bounds {
  const bounds = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity }
  for (let i = 0; i < xs.length; i += 1) {
    const [x = 0, y = 0] = [xs[i], ys[i]]
    bounds.left = Math.min(bounds.left, x)
    bounds.right = Math.max(bounds.right, x)
    bounds.bottom = Math.min(bounds.bottom, y)
    bounds.top = Math.max(bounds.top, y)
  }
  if (xs.length === 0) return { left: -1, right: 1, bottom: -1, top: 1 }
  const apart = (low: number, high: number): [number, number] => (high - low < 0.01 ? [low - 0.5, high + 0.5] : [low, high])
  ;[bounds.left, bounds.right] = apart(bounds.left, bounds.right)
  ;[bounds.bottom, bounds.top] = apart(bounds.bottom, bounds.top)
  return bounds
}

/** The whole map. */
export function wholeMap({ bounds }: Frame): Camera {
  return { x: (bounds.left + bounds.right) / 2, y: (bounds.bottom + bounds.top) / 2, zoom: MIN_ZOOM }
}

/**
 * The first view: the whole map. In a window of quite another shape it is the part around the visitor that fills most of the
 * window.
 */
export function openingView(frame: Frame, you: Place | null): Camera {
  const whole = wholeMap(frame)
  const { bounds, width, height, fit } = frame
  const cover = Math.max(width / (bounds.right - bounds.left), height / (bounds.top - bounds.bottom)) / fit
  return limit(frame, { ...whole, ...you, zoom: Math.min(2.4, Math.max(MIN_ZOOM, 0.72 * cover)) })
}

/** Where a place of the world is on the screen. */
export function project({ frame, camera }: View, x: number, y: number): [sx: number, sy: number] {
  const scale = frame.fit * camera.zoom
  return [frame.width / 2 + (x - camera.x) * scale, frame.height / 2 - (y - camera.y) * scale]
}

/** Which place of the world is under a point of the screen. */
export function unproject({ frame, camera }: View, sx: number, sy: number): [x: number, y: number] {
  const scale = frame.fit * camera.zoom
  return [camera.x + (sx - frame.width / 2) / scale, camera.y - (sy - frame.height / 2) / scale]
}

/** Zooms by a factor; the place under the pointer stays under it, as far as the edges let it. */
export function zoomAt(view: View, factor: number, sx: number, sy: number): Camera {
  const { frame, camera } = view
  const zoom = limitZoom(camera.zoom * factor)
  const [x, y] = unproject(view, sx, sy)
  const kept = camera.zoom / zoom
  return limit(frame, { x: x + (camera.x - x) * kept, y: y + (camera.y - y) * kept, zoom })
}

/** Moves the map with the hand, in pixels. */
export function panBy({ frame, camera }: View, dx: number, dy: number): Camera {
  const scale = frame.fit * camera.zoom
  return limit(frame, { ...camera, x: camera.x - dx / scale, y: camera.y + dy / scale })
}

export function limitZoom(zoom: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom))
}

/** Keeps the map in the window: the whole map stays in the middle; the nearer the view, the further it may go, up to the edge. */
export function limit(frame: Frame, camera: Camera): Camera {
  const { bounds } = frame
  const zoom = limitZoom(camera.zoom)
  const slack = Math.min(1, 1.2 * (1 - 1 / zoom))
  const within = (value: number, low: number, high: number) => {
    const [middle, reach] = [(low + high) / 2, (slack * (high - low)) / 2]
    return Math.min(middle + reach, Math.max(middle - reach, value))
  }
  return { x: within(camera.x, bounds.left, bounds.right), y: within(camera.y, bounds.bottom, bounds.top), zoom }
}
