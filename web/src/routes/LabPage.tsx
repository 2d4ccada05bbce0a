import { useSearch } from '@tanstack/react-router'
import { LabView } from '@/features/lab'
import { paths } from '@/paths'

/** How well all of this works, measured. */
export function LabPage() {
  const search = useSearch({ from: paths.lab })
  return (
    <>
      <title>The lab · Cinephile</title>
      <LabView search={search} />
    </>
  )
}
