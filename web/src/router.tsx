import {
  type RouterHistory,
  createBrowserHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
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

/** Loaded once it is opened: most visits rate by hand. */
const bringIn = createRoute({
  getParentRoute: () => root,
  path: paths.import,
  component: lazyRouteComponent(() => import('./routes/ImportPage'), 'ImportPage'),
})

/** Makes the page's router; tests give a history of their own. */
export function createAppRouter(history: RouterHistory = createBrowserHistory()) {
  return createRouter({
    routeTree: root.addChildren([home, recommendations, bringIn]),
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
