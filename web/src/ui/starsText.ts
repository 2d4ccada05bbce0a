/** "3½": a number of stars as people write it. */
export function starsNumber(stars: number): string {
  const whole = Math.floor(stars)
  return `${whole > 0 ? whole : ''}${stars > whole ? '½' : ''}`
}

/** "3½ stars": stars as people write them. */
export function starsText(stars: number): string {
  return `${starsNumber(stars)} ${stars > 1 ? 'stars' : 'star'}`
}

/** "3.5 stars": stars as a screen reader says them well. */
export function starsSpoken(stars: number): string {
  return stars === 0.5 ? 'half a star' : `${stars} ${stars === 1 ? 'star' : 'stars'}`
}
