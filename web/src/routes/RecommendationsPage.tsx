import { useSearch } from '@tanstack/react-router'
import { RecommendationsView } from '@/features/recommendations'
import { paths } from '@/paths'
import { text } from './routesText'

/** The visitor's list; the address holds how it is made. */
export function RecommendationsPage() {
  const search = useSearch({ from: paths.recommendations })
  return (
    <>
      <title>{text.titles.recommendations}</title>
      <RecommendationsView search={search} />
    </>
  )
}
