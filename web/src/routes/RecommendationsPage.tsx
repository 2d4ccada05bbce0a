import { useSearch } from '@tanstack/react-router'
import { RecommendationsView } from '@/features/recommendations'
import { paths } from '@/paths'

/** The visitor's list; how it is made stands in the address. */
export function RecommendationsPage() {
  const search = useSearch({ from: paths.recommendations })
  return (
    <>
      <title>Recommendations for you · Cinephile</title>
      <RecommendationsView search={search} />
    </>
  )
}
