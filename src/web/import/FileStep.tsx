import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { ApiError } from '../api.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { DropZone } from './DropZone.tsx'
import { FileCard } from './FileCard.tsx'
import { LeaveButtons } from './LeaveButtons.tsx'
import { RoleChoice } from './RoleChoice.tsx'
import { useRun } from './run.ts'
import { MOST_FILES } from './start.ts'
import { sharedOptions } from './sums.ts'
import { assignTargets, other, startRun } from './upload.ts'
import { WizardPage } from './WizardPage.tsx'

const route = getRouteApi('/app/admin/imports/$runId/file')

/** Step 1 with files: how each was understood, and who the people in it will be. */
export function FileStep() {
	const { t } = useTranslation()
	const { runId } = route.useParams()
	const navigate = useNavigate()
	// In the order they were dropped in: a card stays in its place whatever its file turns out to hold.
	const imports = useRun(runId).toSorted((a, b) => a.id - b.id)
	const users = imports.filter((item) => item.target === 'users')
	const failed = imports.some((item) => item.state === 'failed')
	const unread = failed || imports.some((item) => item.columns.length === 0)

	return (
		<WizardPage
			step="file"
			title={t(`import.file.${titleOf(imports)}`)}
			imports={imports}
			bar={
				<>
					<ButtonLink variant="default" to="/admin/imports">
						{t('action.back')}
					</ButtonLink>
					<LeaveButtons runId={runId} />
					<Button
						className="wizard-next"
						disabled={unread}
						onClick={() => void navigate({ to: '/admin/imports/$runId/columns', params: { runId } })}
					>
						{t('import.file.next')}
					</Button>
				</>
			}
		>
			{!unread && <SameKindNote imports={imports} />}
			{imports.map((item) => (
				<FileCard key={item.id} item={item} />
			))}
			{users.map((item) => (
				<RoleChoice key={item.id} item={item} isOneOfMany={users.length > 1} />
			))}
			{!failed && <AddFile runId={runId} />}
		</WizardPage>
	)
}

function titleOf(imports: Import[]) {
	if (imports.some((item) => item.state === 'failed')) return 'title_failed'
	return imports.length > 1 ? 'title_run_many' : 'title_run'
}

/** Two exports of one kind are as good a run as one of each; it is also what a wrong guess looks like. */
function SameKindNote({ imports }: { imports: Import[] }) {
	const { t } = useTranslation()
	const [first, ...others] = imports
	if (!first || others.length === 0 || others.some(({ target }) => target !== first.target)) return null
	return <p className="notice">{t(`import.file.same_${first.target}`)}</p>
}

/** The other half of a run, companies for contacts or contacts for companies, and whatever else belongs to it. */
function AddFile({ runId }: { runId: number }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const imports = useRun(runId)
	const target = other(imports[0]?.target ?? 'companies')
	const [problem, setProblem] = useState<string | null>(null)
	const add = async (files: File[]) => {
		const tooMany = imports.length + files.length > MOST_FILES
		setProblem(tooMany ? t('import.file.too_many', { count: MOST_FILES }) : null)
		if (tooMany) return
		try {
			await startRun(client, await assignTargets(files, target), { runId, options: sharedOptions(imports) })
		} catch (error) {
			setProblem(error instanceof ApiError ? error.message : t('state.unexpected'))
		}
	}
	return (
		<section className="section">
			{problem && (
				<p role="alert" className="notice notice-error">
					{problem}
				</p>
			)}
			<DropZone
				small
				multiple
				text={t('import.file.add_hint')}
				dropText={t('import.file.drop_now')}
				button={t(imports.length === 1 ? `import.file.add_${target}` : 'import.file.add_more')}
				onFiles={(files) => void add(files)}
			/>
		</section>
	)
}
