/** What the address of the lab says: which leaderboard, by which figure. Left out: the first, by its own. */
export type LabSearch = { protocol?: string; metric?: string }

/** Reads an address that anybody may have typed; names that are not there are looked over later. */
export function readLabSearch(raw: Record<string, unknown>): LabSearch {
  const named = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const [protocol, metric] = [named(raw.protocol), named(raw.metric)]
  return { ...(protocol !== undefined && { protocol }), ...(metric !== undefined && { metric }) }
}
