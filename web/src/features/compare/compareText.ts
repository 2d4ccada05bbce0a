import type { Said } from '@/api/types'
import { saidText } from '@/features/ratings'
import { ordinal } from '@/ui/ordinal'

/** Every word of this feature that a visitor reads. */
export const text = {
  title: 'Side by side',
  lead: (said: Said) => `From ${saidText(said)}, read in different ways. Choose two to four.`,
  models: 'Models to compare',
  lists: 'The lists',
  loading: 'Asking the models',
  overlap: (nShared: number, nPicks: number, nLists: number) => {
    const which = nLists === 2 ? 'both lists' : `all ${nLists} lists`
    if (nShared === 0) return `No movie is in ${which}: they see your taste quite differently.`
    const share = nShared === nPicks ? 'All' : `${nShared} of ${nPicks}`
    return `${share} ${nShared === 1 ? 'is' : 'are'} in ${which}.`
  },

  picks: (model: string) => `Recommended by ${model}`,
  noneOnly: 'Every pick is in another list, too.',
  allOnly: 'No other list has any of these.',
  someOnly: (nOnly: number, nPicks: number) => `${nOnly} of ${nPicks} are in this list only.`,
  theOther: 'the other',
  placeIn: (place: number | null, model: string) =>
    place === null ? `not in the first 1,000 of ${model}` : `${ordinal(place)} in ${model}`,
  inAll: (nLists: number, place: string) => `In ${nLists === 2 ? 'both lists' : 'every list'} · ${place}`,
  onlyHere: (place: string) => `Only here · ${place}`,
} as const
