import { getRouteApi, Link, Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { useLiveRun } from './events.ts'
import './import.css'
import { useRun } from './run.ts'
import { stepOf } from './sums.ts'

const route = getRouteApi('/app/admin/imports/$runId')

/** Around all steps of one run: loads it, keeps it current, and stays while the steps change. */
export function Run() {
	const { t } = useTranslation()
	const { runId } = route.useParams()
	const path = useRouterState({ select: (state) => state.location.pathname })
	const { data: imports, isPending, error, refetch } = useLiveRun(runId)

	if (isPending) return <Loading />
	if (!imports) {
		return (
			<Page title={t('import.wizard')}>
				<Failed error={error} retry={refetch} />
			</Page>
		)
	}
	if (imports.length === 0) {
		return (
			<Page title={t('state.not_found_title')} narrow>
				<p>{t('state.not_found_record')}</p>
				<p>
					<Link to="/admin/imports">{t('import.result.history')}</Link>
				</p>
			</Page>
		)
	}
	// Once it is being written there is nothing to go back to, for whoever started it and whoever only watches.
	// Not for whoever is on the way to another page, which may still be loading.
	const isElsewhere = !path.startsWith(`/admin/imports/${runId}/`)
	if (stepOf(imports) === 'result' && !isElsewhere && !path.endsWith('/result')) {
		return <Navigate to="/admin/imports/$runId/result" params={{ runId }} replace />
	}
	return (
		<Suspense fallback={<Loading />}>
			<Outlet />
		</Suspense>
	)
}

/** The address of a run without a step leads to the step that waits for somebody. */
export function RunHome() {
	const { runId } = route.useParams()
	const step = stepOf(useRun(runId))
	return <Navigate to={`/admin/imports/$runId/${step}`} params={{ runId }} replace />
}
