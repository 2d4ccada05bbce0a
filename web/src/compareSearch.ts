/** The address of a comparison, `?models=blend,ease`: the models side by side. */
export type CompareSearch = { models?: string }

/** Reads an address that anybody may have typed; unknown names are ignored later. */
export function readCompareSearch({ models }: Record<string, unknown>): CompareSearch {
  return typeof models === 'string' ? { models } : {}
}
