import type { GroupStrategy } from '@/api/types'
import { text } from './nightText'

/** The rules by which wishes are combined, the default first. */
export const RULES: readonly { rule: GroupStrategy; name: string; words: string }[] = [
  { rule: 'average', ...text.rules.average },
  { rule: 'least_misery', ...text.rules.least_misery },
  { rule: 'veto', ...text.rules.veto },
]
