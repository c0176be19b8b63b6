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
import { other, startRun } from './upload.ts'
import { WizardPage } from './WizardPage.tsx'

const route = getRouteApi('/app/admin/imports/$runId/file')

/** Step 1 with files: how each was understood, and who the people in it will be. */
export function FileStep() {
	const { t } = useTranslation()
	const { runId } = route.useParams()
	const navigate = useNavigate()
	const imports = useRun(runId)
	const users = imports.find((item) => item.target === 'users')
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
			{imports.map((item) => (
				<FileCard key={item.id} item={item} alone={imports.length === 1} />
			))}
			{users && <RoleChoice item={users} />}
			{imports.length === 1 && !failed && <AddFile runId={runId} />}
		</WizardPage>
	)
}

function titleOf(imports: Import[]) {
	if (imports.some((item) => item.state === 'failed')) return 'title_failed'
	return imports.length > 1 ? 'title_run_many' : 'title_run'
}

/** The other half of a run: companies for contacts, or contacts for companies. */
function AddFile({ runId }: { runId: number }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const target = other(useRun(runId)[0]?.target ?? 'companies')
	const [problem, setProblem] = useState<string | null>(null)
	const add = async ([file, ...rest]: File[]) => {
		setProblem(rest.length > 0 ? t('import.file.too_many') : null)
		if (!file || rest.length > 0) return
		try {
			await startRun(client, [{ file, target }], { runId })
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
				text={t('import.file.add_hint')}
				dropText={t('import.file.drop_now')}
				button={t(`import.file.add_${target}`)}
				onFiles={(files) => void add(files)}
			/>
		</section>
	)
}
