import { useTranslation } from 'react-i18next'
import { issueText } from '../../contract/issue-texts.ts'
import { ISSUE_SEVERITY, type Severity } from '../../contract/issues.ts'
import { uiLanguage } from '../i18n/index.ts'
import { fieldName } from '../import/words.ts'
import { Icon } from '../ui/Icon.tsx'
import type { HelpTexts } from './texts.ts'

/** `…_too_long` exists for each field; one of them tells what all of them mean. */
const CODES = [...Object.keys(ISSUE_SEVERITY), 'name_too_long']

function severityOf(code: string): Severity {
	return ISSUE_SEVERITY[code as keyof typeof ISSUE_SEVERITY] ?? 'error'
}

/** Every problem the check can find, in the very words it says it in. */
export function IssueTable({ texts }: { texts: HelpTexts }) {
	return (['error', 'warning'] as const).map((severity) => (
		<div key={severity}>
			<h3>
				<Icon name={severity} /> {texts.issues[severity === 'error' ? 'errors' : 'warnings']}
			</h3>
			<table className="table table-open help-issues">
				<thead>
					<tr>
						<th scope="col">{texts.issues.problem}</th>
						<th scope="col">{texts.issues.todo}</th>
					</tr>
				</thead>
				<tbody>
					{CODES.filter((code) => severityOf(code) === severity).map((code) => (
						<IssueRow key={code} code={code} />
					))}
				</tbody>
			</table>
		</div>
	))
}

function IssueRow({ code }: { code: string }) {
	const { t } = useTranslation()
	const { wrong, todo } = issueText(uiLanguage(), code, fieldName(t, 'name'))
	return (
		<tr>
			<th scope="row">{wrong}</th>
			<td>{todo}</td>
		</tr>
	)
}
