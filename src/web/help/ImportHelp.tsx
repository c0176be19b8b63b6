import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { uiLanguage } from '../i18n/index.ts'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import './help.css'
import { HelpSections } from './HelpSections.tsx'
import { helpQuery } from './texts.ts'

/** Everything about importing on one page, to be read or searched with Ctrl+F. */
export function ImportHelp() {
	const { t } = useTranslation()
	const { data: texts, error, refetch } = useQuery(helpQuery(uiLanguage()))
	return (
		<Page title={texts?.title ?? t('nav.help')}>
			{!texts && (error ? <Failed error={error} retry={refetch} /> : <Loading />)}
			{texts && (
				<div className="help">
					<nav aria-label={texts.contents} className="help-contents">
						<ol>
							{texts.sections.map((section) => (
								<li key={section.id}>
									<a href={`#${section.id}`}>{section.title}</a>
								</li>
							))}
						</ol>
					</nav>
					<div className="help-text">
						<p className="lead">{texts.lead}</p>
						<HelpSections texts={texts} sections={texts.sections} />
					</div>
				</div>
			)}
		</Page>
	)
}
