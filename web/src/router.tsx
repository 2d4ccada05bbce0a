import {
  type RouterHistory,
  createBrowserHistory,
  createRootRoute,
  createRoute,
  createRouter,
} from '@tanstack/react-router'
import { paths } from './paths'
import { CrashPage } from './routes/CrashPage'
import { HomePage } from './routes/HomePage'
import { NotFoundPage } from './routes/NotFoundPage'
import { RecommendationsPage } from './routes/RecommendationsPage'
import { RootLayout } from './routes/RootLayout'

const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFoundPage })

const home = createRoute({ getParentRoute: () => root, path: paths.home, component: HomePage })

const recommendations = createRoute({
  getParentRoute: () => root,
  path: paths.recommendations,
  component: RecommendationsPage,
  validateSearch: (raw: Record<string, unknown>): { algorithm?: string } =>
    typeof raw.algorithm === 'string' ? { algorithm: raw.algorithm } : {},
})

/** Makes the page's router; tests give a history of their own. */
export function createAppRouter(history: RouterHistory = createBrowserHistory()) {
  return createRouter({
    routeTree: root.addChildren([home, recommendations]),
    history,
    defaultErrorComponent: CrashPage,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
