import { useSearch } from '@tanstack/react-router'
import { MapView } from '@/features/map'
import { paths } from '@/paths'
import { text } from './routesText'

/** The map of taste; what is picked out on it stands in the address. */
export function MapPage() {
  const search = useSearch({ from: paths.map })
  return (
    <>
      <title>{text.titles.map}</title>
      <MapView search={search} />
    </>
  )
}
