import { useSearch } from '@tanstack/react-router'
import { LabView } from '@/features/lab'
import { paths } from '@/paths'
import { text } from './routesText'

/** How well all of this works, measured. */
export function LabPage() {
  const search = useSearch({ from: paths.lab })
  return (
    <>
      <title>{text.titles.lab}</title>
      <LabView search={search} />
    </>
  )
}
