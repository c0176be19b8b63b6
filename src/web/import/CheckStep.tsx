import { Button } from '@mantine/core'
import { useIsMutating } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Failed } from '../ui/states.tsx'
import { useAnnounced } from './announce.ts'
import { CommitButton } from './CommitButton.tsx'
import { Companies } from './Companies.tsx'
import { Journal } from './Journal.tsx'
import { LeaveButtons } from './LeaveButtons.tsx'
import { MissingRecords } from './MissingRecords.tsx'
import { Problems } from './Problems.tsx'
import { RowsSection } from './RowsSection.tsx'
import { RunProgress } from './RunProgress.tsx'
import { decisionKey, isBusy, useRun, useRunAction } from './run.ts'
import { SharedEmails } from './SharedEmails.tsx'
import { StaleNotice } from './StaleNotice.tsx'
import { total, writesAnything } from './sums.ts'
import { Verdict } from './Verdict.tsx'
import { WizardPage } from './WizardPage.tsx'

const route = getRouteApi('/app/admin/imports/$runId/check')

/** Step 3: every row checked before anything is written. Starts by itself and says how it ended. */
export function CheckStep() {
	const { t } = useTranslation()
	const { runId } = route.useParams()
	const imports = useRun(runId)
	const { check, checking, unchecked } = useCheck(runId, imports)

	const heading = useHeading(imports, checking)
	return (
		<WizardPage
			step="check"
			title={heading}
			imports={imports}
			bar={
				<>
					<ButtonLink variant="default" to="/admin/imports/$runId/columns" params={{ runId }}>
						{t('action.back')}
					</ButtonLink>
					<LeaveButtons runId={runId} />
					{!checking && imports.every((item) => item.state === 'ready') && (
						<CommitButton runId={runId} imports={imports} />
					)}
					{!checking && imports.some((item) => item.state === 'refused') && (
						<Button className="wizard-next" variant="default" onClick={() => check.mutate({})}>
							{t('import.check.again')}
						</Button>
					)}
				</>
			}
		>
			<span className="hidden-text" role="status">
				{heading}
			</span>
			<Said />
			{check.error && <Failed error={check.error} retry={() => check.mutate({})} />}
			{checking && !check.error && <RunProgress imports={imports} hint={t('import.check.running_hint')} />}
			{!checking && !unchecked && (
				<>
					<StaleNotice runId={runId} imports={imports} />
					<Verdict runId={runId} imports={imports} />
					<Problems runId={runId} imports={imports} />
					{imports.map((item) => (
						<div key={item.id}>
							<Companies item={item} />
							<SharedEmails item={item} />
							<MissingRecords item={item} />
							<Journal item={item} />
						</div>
					))}
					<RowsSection imports={imports} />
				</>
			)}
		</WizardPage>
	)
}

/** What a mending did, for whoever does not see the numbers move. */
function Said() {
	return (
		<span className="hidden-text" role="status">
			{useAnnounced()}
		</span>
	)
}

/** The check starts at once on what has not been checked; a decision changed later brings the run back here. */
function useCheck(runId: number, imports: Import[]) {
	const check = useRunAction(runId, 'check')
	const deciding = useIsMutating({ mutationKey: decisionKey(runId) }) > 0
	const unchecked = imports.some((item) => item.state === 'mapping')
	const readable = imports.every((item) => item.columns.length > 0)
	const started = useRef(false)
	const { mutate } = check
	useEffect(() => {
		if (!unchecked) started.current = false
		if (!unchecked || !readable || deciding || started.current) return
		started.current = true
		mutate({})
	}, [unchecked, readable, deciding, mutate])

	const checking = check.isPending || imports.some((item) => isBusy(item.state)) || unchecked
	return { check, checking, unchecked }
}

function useHeading(imports: Import[], checking: boolean): string {
	const { t } = useTranslation()
	if (checking) return t('import.check.running')
	const refused = total(imports, 'refused')
	if (imports.some((item) => item.state === 'refused')) return t('import.check.bad', { count: refused })
	if (!writesAnything(imports)) return t('import.check.nothing')
	return refused > 0 ? t('import.check.all_good_but', { count: refused }) : t('import.check.all_good')
}
