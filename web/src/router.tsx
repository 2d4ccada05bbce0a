import {
  type RouterHistory,
  createBrowserHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { readCompareSearch } from './compareSearch'
import { readDeckSearch } from './deckSearch'
import { readLabSearch } from './labSearch'
import { readListSearch } from './listSearch'
import { readMapSearch } from './mapSearch'
import { readNightSearch } from './nightSearch'
import { paths } from './paths'
import { CrashPage } from './routes/CrashPage'
import { HomePage } from './routes/HomePage'
import { NotFoundPage } from './routes/NotFoundPage'
import { RootLayout } from './routes/RootLayout'

const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFoundPage })

const home = createRoute({
  getParentRoute: () => root,
  path: paths.home,
  component: HomePage,
  validateSearch: readDeckSearch,
})

/** Every page but the first is loaded when it is opened or about to be opened. */
const recommendations = createRoute({
  getParentRoute: () => root,
  path: paths.recommendations,
  component: lazyRouteComponent(() => import('./routes/RecommendationsPage'), 'RecommendationsPage'),
  validateSearch: readListSearch,
})

const bringIn = createRoute({
  getParentRoute: () => root,
  path: paths.import,
  component: lazyRouteComponent(() => import('./routes/ImportPage'), 'ImportPage'),
})

const watchlist = createRoute({
  getParentRoute: () => root,
  path: paths.watchlist,
  component: lazyRouteComponent(() => import('./routes/WatchlistPage'), 'WatchlistPage'),
})

const compare = createRoute({
  getParentRoute: () => root,
  path: paths.compare,
  component: lazyRouteComponent(() => import('./routes/ComparePage'), 'ComparePage'),
  validateSearch: readCompareSearch,
})

const map = createRoute({
  getParentRoute: () => root,
  path: paths.map,
  component: lazyRouteComponent(() => import('./routes/MapPage'), 'MapPage'),
  validateSearch: readMapSearch,
})

const night = createRoute({
  getParentRoute: () => root,
  path: paths.night,
  component: lazyRouteComponent(() => import('./routes/NightPage'), 'NightPage'),
  validateSearch: readNightSearch,
})

const myData = createRoute({
  getParentRoute: () => root,
  path: paths.myData,
  component: lazyRouteComponent(() => import('./routes/MyDataPage'), 'MyDataPage'),
})

const lab = createRoute({
  getParentRoute: () => root,
  path: paths.lab,
  component: lazyRouteComponent(() => import('./routes/LabPage'), 'LabPage'),
  validateSearch: readLabSearch,
})

/** Makes the page's router; tests pass their own history. */
export function createAppRouter(history: RouterHistory = createBrowserHistory()) {
  return createRouter({
    routeTree: root.addChildren([home, recommendations, bringIn, watchlist, compare, map, night, myData, lab]),
    history,
    defaultErrorComponent: CrashPage,
    defaultPreload: 'intent',
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
