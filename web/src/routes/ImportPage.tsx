import { ImportView } from '@/features/import'

/** Bring ratings from elsewhere. */
export function ImportPage() {
  return (
    <>
      <title>Bring your ratings · Cinephile</title>
      <ImportView />
    </>
  )
}
