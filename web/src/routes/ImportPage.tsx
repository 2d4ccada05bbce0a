import { ImportView } from '@/features/import'
import { text } from './routesText'

/** Bring ratings from elsewhere. */
export function ImportPage() {
  return (
    <>
      <title>{text.titles.import}</title>
      <ImportView />
    </>
  )
}
