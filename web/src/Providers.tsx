import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { RatingsProvider, type RatingsStore } from './features/ratings'
import { colorSchemeManager, theme } from './ui/theme'

type Props = { queryClient: QueryClient; ratings: RatingsStore; children: ReactNode }

/** What every page needs above it. No style tags at run time: a strict content security policy holds. */
export function Providers({ queryClient, ratings, children }: Props) {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RatingsProvider store={ratings}>{children}</RatingsProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
