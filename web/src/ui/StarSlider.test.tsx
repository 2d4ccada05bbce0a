import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { StarRating } from './StarRating'
import { StarSlider } from './StarSlider'

function Card({ onRate }: { onRate: (stars: number) => void }) {
  const [draft, setDraft] = useState<number | null>(null)
  return <StarSlider label="Your stars" value={null} draft={draft} onDraft={setDraft} onRate={onRate} confirmKeys />
}

it('is a slider with a name and a spoken value', () => {
  render(<StarRating label="Stars for Heat (1995)" value={3.5} onRate={() => {}} />)
  const slider = screen.getByRole('slider', { name: 'Stars for Heat (1995)' })
  expect(slider).toHaveAttribute('aria-valuetext', '3.5 stars')
})

it('rates at once with each arrow in the list', async () => {
  const onRate = vi.fn<(stars: number) => void>()
  render(<StarRating label="Stars" value={3} onRate={onRate} />)
  screen.getByRole('slider').focus()
  await userEvent.keyboard('{ArrowUp}')
  expect(onRate).toHaveBeenCalledExactlyOnceWith(3.5)
})

it('moves the stars by arrows and gives them on Enter in the deck', async () => {
  const onRate = vi.fn<(stars: number) => void>()
  render(<Card onRate={onRate} />)
  const slider = screen.getByRole('slider')
  expect(slider).toHaveAttribute('aria-valuetext', 'not rated')
  slider.focus()
  await userEvent.keyboard('{End}{ArrowDown}')
  expect(onRate).not.toHaveBeenCalled()
  expect(slider).toHaveAttribute('aria-valuetext', '4.5 stars')
  await userEvent.keyboard('{Enter}')
  expect(onRate).toHaveBeenCalledExactlyOnceWith(4.5)
})

it('gives nothing on Enter before any stars are chosen', async () => {
  const onRate = vi.fn<(stars: number) => void>()
  render(<Card onRate={onRate} />)
  screen.getByRole('slider').focus()
  await userEvent.keyboard('{Enter}')
  expect(onRate).not.toHaveBeenCalled()
})

it('rates by the pointer’s place, and forgets a pointer that left', () => {
  const onRate = vi.fn<(stars: number) => void>()
  render(<Card onRate={onRate} />)
  const slider = screen.getByRole('slider')
  vi.spyOn(slider, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 280, 56))
  fireEvent.pointerMove(slider, { clientX: 100 })
  expect(slider).toHaveAttribute('aria-valuetext', '2 stars')
  fireEvent.pointerLeave(slider)
  expect(slider).toHaveAttribute('aria-valuetext', 'not rated')
  fireEvent.pointerUp(slider, { clientX: 190, button: 0 })
  expect(onRate).toHaveBeenCalledExactlyOnceWith(3.5)
})
