import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { HelpButton } from '../help/HelpButton.tsx'
import { Page } from '../ui/Page.tsx'
import { Steps } from './Steps.tsx'
import { STEPS, type Step } from './sums.ts'

interface WizardPageProps {
	step: Step
	title: string
	windowTitle?: string
	/** Empty before the first file is chosen. */
	imports: Import[]
	children: ReactNode
	/** The bar at the bottom: the way back, leaving, and the one button that goes on. */
	bar?: ReactNode
}

export function WizardPage({ step, title, windowTitle, imports, children, bar }: WizardPageProps) {
	const { t } = useTranslation()
	const barId = useId()
	const stepTitle = t('import.step_title', { number: STEPS.indexOf(step) + 1, name: t(`import.step.${step}`) })
	return (
		<div className="wizard">
			<Page
				title={title}
				windowTitle={windowTitle ?? `${stepTitle} – ${t('import.wizard')}`}
				actions={<HelpButton step={step} />}
				above={<Steps current={step} imports={imports} />}
			>
				{children}
			</Page>
			{bar && (
				<section className="wizard-bar" aria-labelledby={barId}>
					<span id={barId} className="hidden-text">
						{stepTitle}
					</span>
					{bar}
				</section>
			)}
		</div>
	)
}
