import { useState } from 'react'
import { StarSlider } from './StarSlider'

type Props = { label: string; value: number; onRate: (stars: number) => void }

/** Small stars that stand for themselves: every arrow key and tap counts at once. */
export function StarRating(props: Props) {
  const [draft, setDraft] = useState<number | null>(null)
  return <StarSlider {...props} size="small" draft={draft} onDraft={setDraft} />
}
