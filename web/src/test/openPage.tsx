import { RouterProvider, createMemoryHistory } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Providers } from '@/Providers'
import { createQueryClient } from '@/api/queryClient'
import { type Progress, createRatingsStore } from '@/features/ratings'
import { createAppRouter } from '@/router'
import { modelsAnswer } from './movies'

/** Opens the whole page at an address, with the progress of an earlier visit. */
export function openPage(address: string, progress?: Progress) {
  const ratings = createRatingsStore(() => window.localStorage)
  ratings.setData(modelsAnswer.data.name)
  if (progress !== undefined) ratings.update(() => progress)
  const router = createAppRouter(createMemoryHistory({ initialEntries: [address] }))
  render(
    <Providers queryClient={createQueryClient()} ratings={ratings}>
      <RouterProvider router={router} />
    </Providers>,
  )
  return { user: userEvent.setup(), ratings, router }
}
