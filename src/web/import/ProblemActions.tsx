import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import, ImportOptions } from '../../contract/imports.ts'
import type { IssueGroup } from '../../contract/issues.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Loading } from '../ui/states.tsx'
import type { Filter } from './filters.ts'
import { Fixes } from './lazy.ts'
import { useChange, useRun } from './run.ts'

const route = getRouteApi('/app/admin/imports/$runId/check')

/** The ways out of one problem, without leaving for the settings and guessing which of them helps. */
export function ProblemActions({ runId, item, group }: { runId: number; item: Import; group: IssueGroup }) {
	const { t } = useTranslation()
	const navigate = route.useNavigate()
	const alone = useRun(runId).length === 1
	const filter: Filter = group.severity === 'error' ? 'refused' : 'warning'
	const [mending, setMending] = useState(false)
	const fixesId = `fixes-${item.id}-${group.code}-${group.field}`
	const names = group.code === 'company_unknown' || group.code === 'company_ambiguous'
	return (
		<>
			<div className="button-row">
				{!names && (
					<Button
						size="xs"
						variant="default"
						aria-expanded={mending}
						aria-controls={fixesId}
						onClick={() => setMending(!mending)}
					>
						{t('import.mend.open')}
					</Button>
				)}
				{names && (
					<Button size="xs" variant="default" onClick={() => document.getElementById(`companies-${item.id}`)?.focus()}>
						{t('import.companies.go')}
					</Button>
				)}
				{group.code === 'company_unknown' && (
					<>
						{alone && (
							<ButtonLink size="xs" variant="default" to="/admin/imports/$runId/file" params={{ runId }}>
								{t('import.file.add_companies')}
							</ButtonLink>
						)}
						<Decide item={item} options={{ missing_company: 'create' }}>
							{t('import.check.create_companies', { count: Math.max(group.values.length, 1) })}
						</Decide>
					</>
				)}
				{group.code === 'group_unknown' && (
					<Decide item={item} options={{ missing_group: 'create' }}>
						{t('import.check.create_groups', { count: Math.max(group.values.length, 1) })}
					</Decide>
				)}
				<button
					type="button"
					className="link-button"
					onClick={() => {
						const { code, field } = group
						const search = { file: item.id, filter, code, ...(field === null ? {} : { field }) }
						void navigate({ search, resetScroll: false }).then(() => {
							document.getElementById('rows')?.focus()
						})
					}}
				>
					{t('import.check.show_rows')}
				</button>
			</div>
			<div id={fixesId}>
				{mending && (
					<Suspense fallback={<Loading lines={2} />}>
						<Fixes item={item} code={group.code} field={group.field} onDone={() => setMending(false)} />
					</Suspense>
				)}
			</div>
		</>
	)
}

/** Changes one rule; the plan is void then, so the step checks again by itself. */
function Decide({ item, options, children }: { item: Import; options: Partial<ImportOptions>; children: string }) {
	const change = useChange(item.run_id)
	return (
		<Button
			size="xs"
			variant="default"
			loading={change.isPending}
			onClick={() => change.mutate({ id: item.id, change: { options } })}
		>
			{children}
		</Button>
	)
}
