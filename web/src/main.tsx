import './ui/styles.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './api/queryClient'
import { RatingsProvider, createRatingsStore } from './features/ratings'
import { router } from './router'
import { colorSchemeManager, theme } from './ui/theme'

const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no #root')

createRoot(container).render(
  <StrictMode>
    {/* No style tags at run time: the page stands under a strict content security policy. */}
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={createQueryClient()}>
        <RatingsProvider store={createRatingsStore(() => window.localStorage)}>
          <RouterProvider router={router} />
        </RatingsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
