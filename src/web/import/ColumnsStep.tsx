import { Button } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { ColumnTable } from './ColumnTable.tsx'
import { LeaveButtons } from './LeaveButtons.tsx'
import { MappingSummary } from './MappingSummary.tsx'
import { Options } from './Options.tsx'
import { useRun } from './run.ts'
import { missingFields } from './sums.ts'
import { WizardPage } from './WizardPage.tsx'

const route = getRouteApi('/app/admin/imports/$runId/columns')

/** Step 2 (R11): which column goes where, and what to do with what is missing. */
export function ColumnsStep() {
	const { t } = useTranslation()
	const { runId } = route.useParams()
	const navigate = useNavigate()
	const imports = useRun(runId)
	const [asked, setAsked] = useState(false)
	const missing = imports.some((item) => missingFields(item).length > 0)
	const unread = imports.some((item) => item.columns.length === 0)
	const records = imports.reduce((sum, item) => sum + (item.records ?? 0), 0)

	const next = () => {
		setAsked(true)
		if (missing) return
		void navigate({ to: '/admin/imports/$runId/check', params: { runId } })
	}

	return (
		<WizardPage
			step="columns"
			title={t('import.columns.title')}
			imports={imports}
			bar={
				<>
					<ButtonLink variant="default" to="/admin/imports/$runId/file" params={{ runId }}>
						{t('action.back')}
					</ButtonLink>
					<LeaveButtons runId={runId} />
					{asked && missing && (
						<span role="alert" className="wizard-stop">
							{t('import.columns.not_yet')}
						</span>
					)}
					<Button className="wizard-next" disabled={unread} onClick={next}>
						{records > 0 ? t('import.columns.next', { count: records }) : t('import.columns.next_plain')}
					</Button>
				</>
			}
		>
			<p className="lead">{t('import.columns.lead')}</p>
			{imports.map((item) => (
				<section key={item.id} className="mapping" aria-labelledby={`mapping-${item.id}`}>
					<h2 id={`mapping-${item.id}`}>
						{item.filename} <span className="tag">{t(`import.target.${item.target}`)}</span>
					</h2>
					{item.columns.length === 0 ? (
						<p className="muted">{t('import.columns.not_read')}</p>
					) : (
						<>
							<MappingSummary item={item} />
							<ColumnTable item={item} />
						</>
					)}
				</section>
			))}
			<Options imports={imports} />
		</WizardPage>
	)
}
