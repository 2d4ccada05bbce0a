import { useState } from 'react'
import { StarSlider } from './StarSlider'

type Props = { label: string; value: number | null; confirmKeys?: boolean; onRate: (stars: number) => void }

/** Small stars without a form: every tap counts at once, and so does every arrow key, unless `confirmKeys` waits for Enter. */
export function StarRating(props: Props) {
  const [draft, setDraft] = useState<number | null>(null)
  return <StarSlider {...props} size="small" draft={draft} onDraft={setDraft} />
}
