const count = new Intl.NumberFormat('en')
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const suffixes: Record<Intl.LDMLPluralRule, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }

/** "1st", "41st", "1,003rd". */
export function ordinal(rank: number): string {
  return `${count.format(rank)}${suffixes[ordinals.select(rank)]}`
}
