import { FIELDS, TARGETS, type UiLanguage } from './fields.ts'
import { csIssues } from './issue-texts.cs.ts'
import { enIssues } from './issue-texts.en.ts'
import type { ISSUE_SEVERITY } from './issues.ts'

export interface IssueText {
	/** What is wrong with such a row, without a full stop: a heading, or a note beside a row. */
	wrong: string
	/** What to do about it, in full sentences. */
	todo: string
}

export type IssueTexts = Record<keyof typeof ISSUE_SEVERITY | 'too_long', IssueText>

const ISSUES: Record<UiLanguage, IssueTexts> = { cs: csIssues, en: enIssues }
const NUMBERS: Record<UiLanguage, Intl.NumberFormat> = {
	cs: new Intl.NumberFormat('cs-CZ'),
	en: new Intl.NumberFormat('en-GB'),
}

/** `field` is the field's name on the screen. A code this version does not know is still shown, as itself. */
export function issueText(language: UiLanguage, code: string, field: string): IssueText {
	const texts = ISSUES[language]
	const text = code.endsWith('_too_long') ? texts.too_long : texts[code as keyof IssueTexts]
	if (!text) return { wrong: code, todo: '' }
	const max = NUMBERS[language].format(longest(code.replace(/_too_long$/, '')))
	const fill = (pattern: string) => pattern.replaceAll('{{field}}', field).replaceAll('{{max}}', max)
	return { wrong: fill(text.wrong), todo: fill(text.todo) }
}

function longest(name: string): number {
	for (const target of TARGETS) {
		const field = FIELDS[target].find((known) => known.name === name)
		if (field) return field.max
	}
	return 0
}
