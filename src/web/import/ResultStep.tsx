import { Button } from '@mantine/core'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { formatPercent, formatSeconds } from '../i18n/format.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { InviteLink, NotInvited } from './InviteLink.tsx'
import { KeptNote } from './KeptNote.tsx'
import { MissingRecords } from './MissingRecords.tsx'
import { Outcome } from './Outcome.tsx'
import { RunProgress } from './RunProgress.tsx'
import { useRun } from './run.ts'
import { cameBack, forgetCommit } from './stale.ts'
import { changesRecords, nounOf, total, toWrite } from './sums.ts'
import { UndoDialog } from './UndoDialog.tsx'
import { Undone } from './Undone.tsx'
import { RefusedLinks } from './Verdict.tsx'
import { WizardPage } from './WizardPage.tsx'
import { whatChanges, whatIsWritten } from './words.ts'

const route = getRouteApi('/app/admin/imports/$runId/result')

type Phase = 'running' | 'done' | 'failed' | 'cancelled' | 'undone' | 'waiting'

function phaseOf(imports: Import[]): Phase {
	const some = (...states: Import['state'][]) => imports.some((item) => states.includes(item.state))
	if (some('committing', 'undoing')) return 'running'
	if (some('failed')) return 'failed'
	if (some('cancelled')) return 'cancelled'
	if (imports.every((item) => item.state === 'undone')) return 'undone'
	// Half of a run can be taken back: what is left of it is still done.
	return imports.every((item) => item.state === 'committed' || item.state === 'undone') ? 'done' : 'waiting'
}

function titleOf(t: TFunction, phase: Phase): string {
	return phase === 'waiting' ? t('import.result.not_yet') : t(`import.result.title_${phase}`)
}

/** Step 4: the writing as it goes, then what came of it. */
export function ResultStep() {
	const { t } = useTranslation()
	const { runId } = route.useParams()
	const imports = useRun(runId)
	const phase = phaseOf(imports)
	const [undoing, setUndoing] = useState<number | null>(null)
	// Written nothing after all, because the data had changed: the check step says so and shows the new plan.
	if (phase === 'waiting' && imports[0] && cameBack(runId, imports[0].plan)) {
		return <Navigate to="/admin/imports/$runId/check" params={{ runId }} replace />
	}
	if (phase === 'done') forgetCommit(runId)
	const undoes = imports.some((item) => item.state === 'undoing')
	const title = undoes ? t('import.undo.running') : titleOf(t, phase)
	return (
		<WizardPage step="result" title={title} imports={imports} {...windowTitle(t, imports, phase)}>
			<span className="hidden-text" role={phase === 'failed' ? 'alert' : 'status'}>
				{title}
			</span>
			{phase === 'running' && (
				<RunProgress
					imports={imports}
					hint={t(imports.some((item) => item.state === 'undoing') ? 'import.undo.close' : 'import.result.close')}
				/>
			)}
			{phase === 'waiting' && (
				<>
					<p>{t('import.result.not_yet_hint')}</p>
					<ButtonLink to="/admin/imports/$runId" params={{ runId }}>
						{t('import.history.continue')}
					</ButtonLink>
				</>
			)}
			{phase === 'failed' && <Failures imports={imports} />}
			{phase === 'cancelled' && <p>{t('import.result.not_yet_hint')}</p>}
			{phase === 'done' && <Done imports={imports.filter((item) => item.state === 'committed')} />}
			{imports.map((item) => item.state === 'undone' && <Undone key={item.id} item={item} />)}
			{phase !== 'running' && phase !== 'waiting' && (
				<div className="button-row section">
					<ButtonLink variant="default" to="/admin/imports/new">
						{t('import.result.another')}
					</ButtonLink>
					<ButtonLink variant="subtle" to="/admin/imports">
						{t('import.result.history')}
					</ButtonLink>
					{phase === 'done' && imports.some((item) => item.undoable_until) && (
						<Button variant="subtle" color="gray" onClick={() => setUndoing(runId)}>
							{t('import.undo.button')}
						</Button>
					)}
				</div>
			)}
			{phase === 'done' && <KeptNote imports={imports} />}
			<UndoDialog runId={undoing} onClose={() => setUndoing(null)} />
		</WizardPage>
	)
}

/** "43 % Import" in the tab, so that one sees it from another one. */
function windowTitle(t: TFunction, imports: Import[], phase: Phase): { windowTitle?: string } {
	if (phase !== 'running') return {}
	const done = imports.reduce((sum, item) => sum + (item.progress?.done ?? 0), 0)
	const all = imports.reduce((sum, item) => sum + (item.progress?.total ?? 0), 0)
	return all > 0 ? { windowTitle: t('import.result.title_percent', { percent: formatPercent(done, all) }) } : {}
}

function Failures({ imports }: { imports: Import[] }) {
	return (
		<div role="alert" className="notice notice-error">
			{imports.map((item) => item.failure && <p key={item.id}>{item.failure.message}</p>)}
		</div>
	)
}

function Done({ imports }: { imports: Import[] }) {
	const { t } = useTranslation()
	const refused = total(imports, 'refused')
	const seconds = Math.max(...imports.map((item) => item.seconds.commit ?? 0))
	const people = imports.filter((item) => item.target === 'users')
	const created = people.filter((item) => (item.counts?.created ?? 0) > 0)
	return (
		<>
			<p className="lead">
				{changesRecords(imports)
					? t('import.plan.done', { what: whatChanges(t, imports) })
					: toWrite(imports).length > 0 && t('import.result.done_text', { what: whatIsWritten(t, imports) })}{' '}
				{seconds >= 1 && t('import.result.took', { time: formatSeconds(seconds) })}
			</p>
			{created[0] && <NotInvited importId={created[0].id} />}
			<div className="button-row">
				{people[0] && <PeopleLink item={people[0]} />}
				{created.map(({ id, filename }) => (
					<InviteLink key={id} importId={id} {...(created.length > 1 ? { filename } : {})} />
				))}
				{imports.some((item) => item.target === 'companies') && (
					<ButtonLink variant={people.length > 0 ? 'default' : 'filled'} to="/companies">
						{t('import.result.show_companies')}
					</ButtonLink>
				)}
			</div>
			{imports.map((item) => (
				<div key={item.id}>
					<Outcome item={item} />
					<MissingRecords item={item} />
				</div>
			))}
			{refused > 0 && imports.every((item) => item.dropped_at === null) && (
				<div className="notice section">
					<p>{t('import.result.refused_hint', { count: refused })}</p>
					<RefusedLinks imports={imports} />
				</div>
			)}
		</>
	)
}

function PeopleLink({ item }: { item: Import }) {
	const { t } = useTranslation()
	const noun = nounOf(item)
	if (noun === 'contacts') return <ButtonLink to="/contacts">{t('import.result.show_contacts')}</ButtonLink>
	const role = noun === 'operators' ? 'operator' : noun === 'admins' ? 'admin' : undefined
	return (
		<ButtonLink to="/admin/users" search={{ role }}>
			{t('import.result.show_users')}
		</ButtonLink>
	)
}
