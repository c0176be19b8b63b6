import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Row } from '../../contract/imports.ts'
import { issueText } from '../../contract/issue-texts.ts'
import { uiLanguage } from '../i18n/index.ts'
import { fieldName } from './words.ts'

interface ErrorSummaryProps {
	issues: Row['issues']
	idOf: (field: string) => string
}

/** What is wrong with the row before anything else, each a way to its field. It takes the focus, so it is heard first. */
export function ErrorSummary({ issues, idOf }: ErrorSummaryProps) {
	const { t } = useTranslation()
	const summary = useRef<HTMLDivElement>(null)
	useEffect(() => summary.current?.focus(), [])
	const errors = issues.filter((issue) => issue.severity === 'error')
	return (
		<div ref={summary} tabIndex={-1} className="notice notice-error error-summary" data-autofocus>
			<h3>{t('import.grid.summary', { count: errors.length })}</h3>
			<ul>
				{errors.map((issue) => {
					const { wrong } = issueText(uiLanguage(), issue.code, issue.field ? fieldName(t, issue.field) : '')
					const text = issue.field ? `${fieldName(t, issue.field)}: ${wrong}` : wrong
					return (
						<li key={`${issue.code}-${issue.field}`}>
							{issue.field === null ? (
								text
							) : (
								<a
									href={`#${idOf(issue.field)}`}
									onClick={(event) => {
										event.preventDefault()
										document.getElementById(idOf(issue.field ?? ''))?.focus()
									}}
								>
									{text}
								</a>
							)}
						</li>
					)
				})}
			</ul>
		</div>
	)
}
