import { useTranslation } from 'react-i18next'
import type { Row } from '../../contract/imports.ts'
import { issueText } from '../../contract/issue-texts.ts'
import { uiLanguage } from '../i18n/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { fieldName } from './words.ts'

/** What is wrong and what to do about it, one line each. */
export function IssueList({ issues }: { issues: Row['issues'] }) {
	const { t } = useTranslation()
	if (issues.length === 0) return null
	return (
		<ul className="plain-list row-issues">
			{issues.map((issue) => {
				const text = issueText(uiLanguage(), issue.code, issue.field ? fieldName(t, issue.field) : '')
				return (
					<li key={`${issue.code}-${issue.field}`} data-severity={issue.severity}>
						<Icon name={issue.severity} size={14} />
						<div>
							<strong>{text.wrong}.</strong> {text.todo}
						</div>
					</li>
				)
			})}
		</ul>
	)
}
