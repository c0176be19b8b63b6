import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { uiLanguage } from '../i18n/index.ts'
import type { Step } from '../import/sums.ts'
import { Failed, Loading } from '../ui/states.tsx'
import './help.css'
import { HelpSections } from './HelpSections.tsx'
import { helpQuery } from './texts.ts'

export function StepHelp({ step }: { step: Step }) {
	const { data: texts, error, refetch } = useQuery(helpQuery(uiLanguage()))
	if (error) return <Failed error={error} retry={refetch} />
	if (!texts) return <Loading />
	return (
		<div className="help-aside">
			<HelpSections texts={texts} sections={texts.sections.filter((section) => section.steps.includes(step))} />
			<p>
				<Link to="/help/import" target="_blank">
					{texts.whole}
				</Link>
			</p>
		</div>
	)
}
