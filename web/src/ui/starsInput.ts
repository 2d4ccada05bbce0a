export const MIN_STARS = 0.5
export const MAX_STARS = 5

/** Brings a number onto the scale: half steps from 0.5 to 5. */
export function clampStars(stars: number): number {
  return Math.min(MAX_STARS, Math.max(MIN_STARS, Math.round(stars * 2) / 2))
}

/** Stars under a pointer at `clientX`: the left half of a star counts as half a star. */
export function pointerStars(clientX: number, box: { left: number; width: number }): number {
  return clampStars(Math.ceil(((clientX - box.left) / box.width) * 10) / 2)
}

/** Where a key moves a slider that stands at `stars`; `null` for keys that it does not use. */
export function keyStars(key: string, stars: number): number | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return clampStars(stars + 0.5)
    case 'ArrowDown':
    case 'ArrowLeft':
      return clampStars(stars - 0.5)
    case 'PageUp':
      return clampStars(stars + 1)
    case 'PageDown':
      return clampStars(stars - 1)
    case 'Home':
      return MIN_STARS
    case 'End':
      return MAX_STARS
    default:
      return null
  }
}
