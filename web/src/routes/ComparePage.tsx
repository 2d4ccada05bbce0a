import { useSearch } from '@tanstack/react-router'
import { CompareView } from '@/features/compare'
import { paths } from '@/paths'

/** Models side by side; which ones stands in the address. */
export function ComparePage() {
  const { models } = useSearch({ from: paths.compare })
  return (
    <>
      <title>Models side by side · Cinephile</title>
      <CompareView named={models} />
    </>
  )
}
