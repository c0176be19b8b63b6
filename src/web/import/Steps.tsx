import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { isBusy } from './run.ts'
import { STEPS, type Step, stepOf, total } from './sums.ts'

interface StepsProps {
	current: Step
	imports: Import[]
}

/** Where one is and how each step stands, in words. A finished import has nothing to go back to. */
export function Steps({ current, imports }: StepsProps) {
	const { t } = useTranslation()
	const reached = imports.length > 0 ? STEPS.indexOf(stepOf(imports)) : 0
	const over = reached === STEPS.length - 1
	const runId = imports[0]?.run_id

	return (
		<nav aria-label={t('import.steps')} className="steps">
			<ol>
				{STEPS.map((step, index) => {
					const content = (
						<>
							<span className="steps-name">
								{index + 1}. {t(`import.step.${step}`)}
							</span>
							<span className="steps-state">{stateOf(t, step, current, reached, imports)}</span>
						</>
					)
					const open = runId !== undefined && index <= reached && !over && step !== current
					return (
						<li key={step} aria-current={step === current ? 'step' : undefined}>
							{open ? (
								<Link to={`/admin/imports/$runId/${step}`} params={{ runId }}>
									{content}
								</Link>
							) : (
								<span>{content}</span>
							)}
						</li>
					)
				})}
			</ol>
		</nav>
	)
}

function stateOf(t: TFunction, step: Step, current: Step, reached: number, imports: Import[]): string {
	const index = STEPS.indexOf(step)
	const failed = imports.some((item) => item.state === 'failed')
	const refused = total(imports, 'refused')
	if (step === 'file' && failed) return t('import.step_state.failed')
	if (step === 'check' && reached === index && imports.some((item) => item.state === 'refused')) {
		return t('import.step_state.errors', { count: refused })
	}
	if (reached === index && imports.some((item) => isBusy(item.state))) return t('import.step_state.running')
	if (index < reached || imports.some((item) => item.state === 'committed')) return t('import.step_state.done')
	return t(step === current ? 'import.step_state.current' : 'import.step_state.todo')
}
