import './ui/styles.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers } from './Providers'
import { createQueryClient } from './api/queryClient'
import { createRatingsStore } from './features/ratings'
import { keepShell } from './offline'
import { createAppRouter } from './router'

const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no #root')

const page = (
  <StrictMode>
    <Providers queryClient={createQueryClient()} ratings={createRatingsStore(() => window.localStorage)}>
      <RouterProvider router={createAppRouter()} />
    </Providers>
  </StrictMode>
)

// In slices, so that a slow phone stays responsive to scrolling and tapping.
startTransition(() => createRoot(container).render(page))

void keepShell()
