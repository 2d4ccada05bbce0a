import { useQuery } from '@tanstack/react-query'
import { modelsQuery } from '@/api/queries'

/** The name of the data the API serves; `undefined` until it has answered. */
export function useDataName(): string | undefined {
  return useQuery({ ...modelsQuery(), select: (models) => models.data.name }).data
}
