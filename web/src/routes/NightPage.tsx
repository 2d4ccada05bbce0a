import { useSearch } from '@tanstack/react-router'
import { NightView } from '@/features/night'
import { paths } from '@/paths'

/** A movie for several people; the rule stands in the address. */
export function NightPage() {
  const search = useSearch({ from: paths.night })
  return (
    <>
      <title>Movie night · Cinephile</title>
      <NightView search={search} />
    </>
  )
}
