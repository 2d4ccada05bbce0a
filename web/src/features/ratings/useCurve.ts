import { useQuery } from '@tanstack/react-query'
import { evaluationsQuery, modelsQuery } from '@/api/queries'
import { type Curve, curveOf } from './curve'

/** What was measured of few ratings with the model that answers; `null` until it is there, and where nothing was. */
export function useCurve(): Curve | null {
  const evaluations = useQuery(evaluationsQuery())
  const models = useQuery(modelsQuery())
  const algorithm = models.data?.models.find((model) => model.is_default)?.algorithm
  return curveOf(evaluations.data?.evaluations ?? [], algorithm)
}
