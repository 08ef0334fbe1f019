import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme/tokens.css'
import './theme/fonts.css'
import './theme/mantine.css'
import './theme/global.css'
import { createQueryClient } from './api/query-client.ts'
import { startI18n } from './i18n/i18n.ts'
import { createAppRouter } from './router.tsx'
import { leaveForSignIn } from './session/leave-for-sign-in.ts'
import { sessionQuery } from './session/session-query.ts'
import { colorSchemeManager } from './theme/color-scheme.ts'
import { cssVariablesResolver, theme } from './theme/theme.ts'

const queryClient = createQueryClient({
  onSignedOut: () => void leaveForSignIn(queryClient, router),
  onMailClientOff: () => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
})
const router = createAppRouter(queryClient)

await startI18n()
const container = document.getElementById('root')
if (container) {
  createRoot(container).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
