import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { cameBack, forgetCommit } from './stale.ts'

/** After a commit that wrote nothing because somebody changed the data meanwhile: the numbers below are new ones. */
export function StaleNotice({ runId, imports }: { runId: number; imports: Import[] }) {
	const { t } = useTranslation()
	const [, setForgotten] = useState(false)
	const client = useQueryClient()
	const plan = imports[0]?.plan ?? 0
	const came = cameBack(runId, plan)
	// The old values shown so far are those of the plan that no longer holds.
	useEffect(() => {
		if (came) void client.resetQueries({ queryKey: ['imports', 'rows'] })
	}, [client, came])
	if (!came) return null
	return (
		<div role="alert" className="notice notice-warning">
			<p>
				<strong>{t('import.plan.stale_title')}</strong> {t('import.plan.stale')}
			</p>
			<Button
				size="xs"
				variant="default"
				onClick={() => {
					forgetCommit(runId)
					setForgotten(true)
				}}
			>
				{t('import.plan.stale_seen')}
			</Button>
		</div>
	)
}
