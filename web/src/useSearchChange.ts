import { type LinkProps, useRouter } from '@tanstack/react-router'

/**
 * Returns a function that changes the search of an address. The change starts from what the address says at that moment, not
 * from what was last drawn: of two quick changes, the second keeps the first. A change is no new page visit, so that "back"
 * leads to where the visitor came from.
 */
export function useSearchChange<S extends object>(link: (search: S) => LinkProps, read: (raw: Record<string, unknown>) => S) {
  const router = useRouter()
  return (change: (search: S) => S) => {
    const next = change(read({ ...router.latestLocation.search }))
    void router.navigate({ ...link(next), replace: true, resetScroll: false })
  }
}
