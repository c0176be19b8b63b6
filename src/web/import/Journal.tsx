import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import type { Step } from '../../contract/mending.ts'
import { formatShort, formatTime } from '../i18n/format.ts'
import { stepsQuery, useUndoStep } from './mend.ts'
import { fieldName } from './words.ts'

/** The latest are what one wants to see and take back; the rest are a click away. */
const SHOWN = 3

/** Everything mended so far, newest first. Nothing of it is in the file, so nothing of it is lost by a wrong click. */
export function Journal({ item }: { item: Import }) {
	const { t } = useTranslation()
	const { data: steps = [] } = useQuery(stepsQuery(item.id))
	const undo = useUndoStep(item)
	if (steps.length === 0) return null
	return (
		<section className="journal" aria-labelledby={`journal-${item.id}`}>
			<div className="journal-head">
				<h2 id={`journal-${item.id}`}>{t('import.mend.journal')}</h2>
				<Button size="xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
					{t('import.mend.undo_last')}
				</Button>
			</div>
			<StepList steps={steps.slice(0, SHOWN)} />
			{steps.length > SHOWN && (
				<details>
					<summary>{t('import.mend.older', { count: steps.length - SHOWN })}</summary>
					<StepList steps={steps.slice(SHOWN)} />
				</details>
			)}
		</section>
	)
}

function StepList({ steps }: { steps: Step[] }) {
	const { t } = useTranslation()
	return (
		<ol className="plain-list journal-list">
			{steps.map((step) => (
				<li key={step.id}>
					<span>{stepText(t, step)}</span>
					<span className="muted number">{t('count.rows', { count: step.rows })}</span>
					<span className="muted">
						{step.created_by} <time title={formatTime(step.created_at)}>{formatShort(step.created_at)}</time>
					</span>
				</li>
			))}
		</ol>
	)
}

/** "Oříznout mezery: E-mail" */
function stepText(t: TFunction, step: Step): string {
	const what = t(`import.mend.fix.${step.kind}`)
	if (step.kind === 'company') {
		const { value, decision } = step.params
		if (typeof value === 'string') {
			const name = t(`import.mend.decision.${isDecision(decision) ? decision : 'none'}`)
			return `${what}: ${value} → ${name}`
		}
	}
	return step.field === null ? what : `${what}: ${fieldName(t, step.field)}`
}

function isDecision(value: unknown): value is 'link' | 'create' | 'empty' | 'skip' {
	return typeof value === 'string' && ['link', 'create', 'empty', 'skip'].includes(value)
}
