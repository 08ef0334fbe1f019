import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { Failure, toFailure } from './api/failure.ts'
import { AppFrame } from './app-frame/AppFrame.tsx'
import { PageFailure } from './app-frame/PageFailure.tsx'
import { PageMissing } from './app-frame/PageMissing.tsx'
import { readSearch, writeSearch } from './app-frame/plain-search.ts'
import { RootPage } from './app-frame/RootPage.tsx'
import { switchLanguage } from './i18n/i18n.ts'
import { HomePage } from './interactions/HomePage.tsx'
import { readHomeSearch } from './interactions/interaction-filter.ts'
import { safePlace } from './session/keep-place.ts'
import { sessionQuery } from './session/session-query.ts'
import { setupQuery } from './setup/setup-query.ts'

interface RouterContext {
  queryClient: QueryClient
}

const root = createRootRouteWithContext<RouterContext>()({ component: RootPage, notFoundComponent: PageMissing })

interface SignInSearch {
  next?: string
  ended?: true
}

const readSignInSearch = (search: Record<string, unknown>): SignInSearch => {
  const next = safePlace(search['next'])
  return { ...(next === '/' ? {} : { next }), ...(String(search['ended']) === 'true' ? { ended: true } : {}) }
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('./session/SignInPage.tsx'), 'SignInPage'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async ({ context }) => {
    const state = await context.queryClient.query(setupQuery)
    if (!state.needed) throw redirect({ to: '/sign-in' })
  },
  component: lazyRouteComponent(() => import('./setup/SetupPage.tsx'), 'SetupPage'),
})

/** Everything behind the sign-in. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      const session = await queryClient.query({ ...sessionQuery, staleTime: 'static' })
      await switchLanguage(session.user.language)
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'SIGN_IN_REQUIRED') throw toFailure(error)
      const { needed } = await queryClient.query(setupQuery)
      throw needed
        ? redirect({ to: '/setup' })
        : redirect({ to: '/sign-in', search: readSignInSearch({ next: location.href }) })
    }
  },
  component: AppFrame,
})

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  validateSearch: readHomeSearch,
  component: HomePage,
})

const organizer = createRoute({
  getParentRoute: () => app,
  path: '/administration/organizer',
  component: lazyRouteComponent(() => import('./organizer/OrganizerPage.tsx'), 'OrganizerPage'),
})

const users = createRoute({
  getParentRoute: () => app,
  path: '/administration/users',
  component: lazyRouteComponent(() => import('./users/UsersPage.tsx'), 'UsersPage'),
})

const administration = createRoute({
  getParentRoute: () => app,
  path: '/administration',
  beforeLoad: () => {
    throw redirect({ to: '/administration/organizer', replace: true })
  },
})

const accounts = createRoute({
  getParentRoute: () => app,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./accounts/AccountsPage.tsx'), 'AccountsPage'),
})

const newAccount = createRoute({
  getParentRoute: () => app,
  path: '/accounts/new',
  validateSearch: (search: Record<string, unknown>): { system?: true } =>
    String(search['system']) === 'true' ? { system: true } : {},
  component: lazyRouteComponent(() => import('./accounts/wizard/WizardPage.tsx'), 'WizardPage'),
})

const importAccounts = createRoute({
  getParentRoute: () => app,
  path: '/accounts/import',
  component: lazyRouteComponent(() => import('./accounts/import/ImportPage.tsx'), 'ImportPage'),
})

const account = createRoute({
  getParentRoute: () => app,
  path: '/accounts/$accountId',
  component: lazyRouteComponent(() => import('./accounts/AccountPage.tsx'), 'AccountPage'),
})

const routeTree = root.addChildren([
  signIn,
  setup,
  app.addChildren([home, organizer, users, administration, accounts, newAccount, importAccounts, account]),
])

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultErrorComponent: PageFailure,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    scrollRestoration: false,
  })
}

export type AppRouter = ReturnType<typeof createAppRouter>

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
}
