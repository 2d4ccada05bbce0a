import { useQuery } from '@tanstack/react-query'
import { evaluationsQuery, modelsQuery } from '@/api/queries'
import { type Curve, curveOf } from './curve'

/** The measured curve of the model that answers; `null` until it has loaded, and if nothing was measured. */
export function useCurve(): Curve | null {
  const evaluations = useQuery(evaluationsQuery())
  const models = useQuery(modelsQuery())
  const algorithm = models.data?.models.find((model) => model.is_default)?.algorithm
  return curveOf(evaluations.data?.evaluations ?? [], algorithm)
}
