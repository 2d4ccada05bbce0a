import { useSearch } from '@tanstack/react-router'
import { NightView } from '@/features/night'
import { paths } from '@/paths'
import { text } from './routesText'

/** A movie for several people; the address holds the rule. */
export function NightPage() {
  const search = useSearch({ from: paths.night })
  return (
    <>
      <title>{text.titles.night}</title>
      <NightView search={search} />
    </>
  )
}
