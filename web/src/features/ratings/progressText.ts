import { type Curve, nextStep, scoreAt } from './curve'

/** Beyond this many, each further rating helps less and less. */
export const ENOUGH_RATINGS = 8

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })

/** Says honestly what this many ratings are good for, from the measured curve if there is one. */
export function progressText(nRated: number, curve: Curve | null): string {
  return curve === null ? plainText(nRated) : measuredText(nRated, curve)
}

/** Says what `progressText` is based on. */
export function basisText({ points, nPeople }: Curve): string {
  const counts = points.map(({ nRatings }) => nRatings)
  return `Measured on ${nPeople} people: how much of what they like a list of 20 finds after ${counts.join(', ')} of their ratings.`
}

function plainText(nRated: number): string {
  if (nRated === 0) return `One rating is enough to start; ${ENOUGH_RATINGS} give better picks.`
  if (nRated < 3) return `${nRated} rated: a first hint. ${ENOUGH_RATINGS} give better picks.`
  if (nRated < ENOUGH_RATINGS) return `${nRated} rated: good start; ${ENOUGH_RATINGS} give better picks.`
  return `${nRated} rated: plenty for good picks. More still help.`
}

function measuredText(nRated: number, curve: Curve): string {
  const next = nextStep(curve, Math.max(1, nRated))
  const better = next === null ? null : `${next.nRatings} give ${percent.format(next.gain)} better picks`
  if (nRated === 0) return better === null ? 'One rating is enough to start.' : `One rating is enough to start; ${better}.`
  if (better === null) return `${nRated} rated: as good as we could measure. More still help.`
  return `${nRated} rated: ${gradeOf(nRated, curve)}; ${better}.`
}

/** Grades how far the visitor has come on the way from one rating to the best lists. */
function gradeOf(nRated: number, curve: Curve): string {
  const [first, best] = [scoreAt(curve, 1), Math.max(...curve.points.map(({ score }) => score))]
  const part = (scoreAt(curve, nRated) - first) / (best - first)
  if (part < 1 / 3) return 'a first hint'
  return part < 2 / 3 ? 'good' : 'very good'
}
