import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './mantine.css'
import './ui/base.css'
import './ui/frame.css'
import './ui/list.css'
import './ui/states.css'
import './ui/record.css'
import { startI18n } from './i18n/index.ts'
import { createQueryClient } from './query.ts'
import { createAppRouter } from './router.tsx'
import { theme } from './theme.ts'
import { Notices } from './ui/Notices.tsx'

const colorSchemeManager = localStorageColorSchemeManager({ key: 'listek.theme' })

const queryClient = createQueryClient(() => {
	// Set at once, so that nothing shown on the way to the sign-in page asks the server again.
	queryClient.setQueryData(['session'], null)
	void router.navigate({ to: '/sign-in', search: { next: router.state.location.href, expired: true } })
})
const router = createAppRouter(queryClient)

declare module '@tanstack/react-router' {
	interface Register {
		router: typeof router
	}
}

await startI18n()
createRoot(document.getElementById('root')!).render(
	<StrictMode>
		<MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemeManager}>
			<QueryClientProvider client={queryClient}>
				<RouterProvider router={router} />
				<Notices />
			</QueryClientProvider>
		</MantineProvider>
	</StrictMode>,
)
