import type { GroupStrategy } from '@/api/types'

/** The rules in the visitor's words, the plain one first. */
export const RULES: readonly { rule: GroupStrategy; name: string; words: string }[] = [
  { rule: 'average', name: 'Best on average', words: 'What makes everybody happiest in sum, even if one of you is not.' },
  { rule: 'least_misery', name: 'Nobody suffers', words: 'What the least happy of you still likes the most.' },
  { rule: 'veto', name: 'With vetoes', words: 'Best on average, without anything that one of you would hardly like.' },
]
