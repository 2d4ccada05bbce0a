import { useSearch } from '@tanstack/react-router'
import { CompareView } from '@/features/compare'
import { paths } from '@/paths'
import { text } from './routesText'

/** Models side by side; the address names them. */
export function ComparePage() {
  const { models } = useSearch({ from: paths.compare })
  return (
    <>
      <title>{text.titles.compare}</title>
      <CompareView named={models} />
    </>
  )
}
