/** The lab's address: which leaderboard, by which figure. Without them: the first leaderboard, by its own figure. */
export type LabSearch = { protocol?: string; metric?: string }

/** Reads an address that anybody may have typed; unknown names are ignored later. */
export function readLabSearch(raw: Record<string, unknown>): LabSearch {
  const named = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const [protocol, metric] = [named(raw.protocol), named(raw.metric)]
  return { ...(protocol !== undefined && { protocol }), ...(metric !== undefined && { metric }) }
}
