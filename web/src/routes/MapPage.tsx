import { useSearch } from '@tanstack/react-router'
import { MapView } from '@/features/map'
import { paths } from '@/paths'
import { text } from './routesText'

/** The map of taste; the address holds what is picked out on it. */
export function MapPage() {
  const search = useSearch({ from: paths.map })
  return (
    <>
      <title>{text.titles.map}</title>
      <MapView search={search} />
    </>
  )
}
