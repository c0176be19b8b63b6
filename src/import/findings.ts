import { ISSUE_SEVERITY, type IssueCode, type Severity } from '../contract/issues.ts'
import type { RowIssue } from './types.ts'

/** Where the rules put what they find; `line`, `refused` and `placeholder` are about the record being read. */
export interface Findings {
	issues: RowIssue[]
	line: number
	refused: boolean
	/** R7: the row's e-mail is a placeholder. */
	placeholder: boolean
}

export function noFindings(): Findings {
	return { issues: [], line: 0, refused: false, placeholder: false }
}

export function report(findings: Findings, code: IssueCode, field: string | null, value: string | null): void {
	const severity = SEVERITIES[code] ?? 'error'
	if (severity === 'error') findings.refused = true
	if (code === 'email_placeholder') findings.placeholder = true
	findings.issues.push({ line: findings.line, field, code, severity, value })
}

/** The codes that are not listed are `…_too_long`, all errors. */
const SEVERITIES: Partial<Record<IssueCode, Severity>> = ISSUE_SEVERITY
