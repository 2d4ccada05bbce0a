import { useSearch } from '@tanstack/react-router'
import { RecommendationsView } from '@/features/recommendations'
import { paths } from '@/paths'

/** The visitor's list; the model is chosen in the address. */
export function RecommendationsPage() {
  const { algorithm } = useSearch({ from: paths.recommendations })
  return (
    <>
      <title>Recommendations for you · Cinephile</title>
      <RecommendationsView algorithm={algorithm} />
    </>
  )
}
