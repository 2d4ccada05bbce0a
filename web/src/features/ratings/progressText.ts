/** From here on one more rating helps less and less. */
export const ENOUGH_RATINGS = 8

/** An honest word on what so many ratings are good for. */
export function progressText(nRated: number): string {
  if (nRated === 0) return `One rating is enough to start; ${ENOUGH_RATINGS} give better picks.`
  if (nRated < 3) return `${nRated} rated: a first hint. ${ENOUGH_RATINGS} give better picks.`
  if (nRated < ENOUGH_RATINGS) return `${nRated} rated: good start; ${ENOUGH_RATINGS} give better picks.`
  return `${nRated} rated: plenty for good picks. More still help.`
}
