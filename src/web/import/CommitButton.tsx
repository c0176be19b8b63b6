import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { ApiError } from '../api.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { failed } from '../ui/notify.ts'
import { useRunAction } from './run.ts'
import { forgetCommit, rememberCommit } from './stale.ts'
import { changesRecords, staffRows, writesAnything } from './sums.ts'
import { whatChanges, whatIsWritten } from './words.ts'

/** The one button that writes. It says how much, and asks once more when it would make operators or administrators. */
export function CommitButton({ runId, imports }: { runId: number; imports: Import[] }) {
	const { t } = useTranslation()
	const [asking, setAsking] = useState(false)
	const commit = useRunAction(runId, 'commit')
	const client = useQueryClient()
	const staff = staffRows(imports)
	if (!writesAnything(imports)) return null
	const changes = changesRecords(imports)
	const what = changes ? whatChanges(t, imports) : whatIsWritten(t, imports)

	const run = () => {
		if (imports[0]) rememberCommit(runId, imports[0].plan)
		commit.mutate(
			{ ...(staff > 0 ? { confirm_staff: staff } : {}), ...(imports[0] ? { plan: imports[0].plan } : {}) },
			{
				onError: (error) => {
					setAsking(false)
					// What was seen is no longer what would be written: show what is.
					void client.invalidateQueries({ queryKey: ['imports'] })
					// The step itself says it then, and for longer than a note in the corner.
					if (error instanceof ApiError && error.code === 'import_plan_stale') return
					forgetCommit(runId)
					failed(error)
				},
			},
		)
	}
	const people = t('import.check.staff_people', { count: staff })

	return (
		<>
			<Button
				className="wizard-next"
				loading={commit.isPending && !asking}
				onClick={() => (staff > 0 ? setAsking(true) : run())}
			>
				{t(changes ? 'import.plan.commit' : 'import.check.commit', { what })}
			</Button>
			<Dialog opened={asking} onClose={() => setAsking(false)} title={t('import.check.staff_title', { what: people })}>
				<p>{t('import.check.staff_text')}</p>
				<div className="dialog-actions">
					<Button loading={commit.isPending} onClick={run}>
						{t(changes ? 'import.plan.staff_confirm' : 'import.check.staff_confirm', { what })}
					</Button>
					<Button variant="default" data-autofocus onClick={() => setAsking(false)}>
						{t('action.back')}
					</Button>
				</div>
			</Dialog>
		</>
	)
}
