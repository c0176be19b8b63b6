import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { issueText } from '../../contract/issue-texts.ts'
import type { IssueGroup, Severity } from '../../contract/issues.ts'
import { formatNumber } from '../i18n/format.ts'
import { uiLanguage } from '../i18n/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { ProblemActions } from './ProblemActions.tsx'
import { fieldName } from './words.ts'

interface ProblemsProps {
	runId: number
	imports: Import[]
}

/** By cause, the largest first: a file has few kinds of mistakes, however many rows. */
export function Problems({ runId, imports }: ProblemsProps) {
	const { t } = useTranslation()
	if (imports.every((item) => item.issues.length === 0)) return null
	const wrong = imports.some((item) => item.issues.some((group) => group.severity === 'error'))
	return (
		<section className="section" aria-labelledby="problems">
			<h2 id="problems">{t(wrong ? 'import.check.problems' : 'import.check.worth_a_look')}</h2>
			{(['error', 'warning'] as const).map((severity) => (
				<Severities key={severity} runId={runId} imports={imports} severity={severity} />
			))}
		</section>
	)
}

function Severities({ runId, imports, severity }: ProblemsProps & { severity: Severity }) {
	const { t } = useTranslation()
	const groups = imports
		.flatMap((item) => item.issues.map((group) => ({ item, group })))
		.filter(({ group }) => group.severity === severity)
		.toSorted((a, b) => b.group.count - a.group.count)
	if (groups.length === 0) return null
	return (
		<div className="severity">
			<h3>{t(severity === 'error' ? 'import.check.errors' : 'import.check.warnings')}</h3>
			{severity === 'warning' && <p className="muted">{t('import.check.warnings_hint')}</p>}
			<ul className="plain-list">
				{groups.map(({ item, group }) => (
					<li key={`${item.id}-${group.code}-${group.field}`} className="problem" data-severity={severity}>
						<Problem runId={runId} item={item} group={group} several={imports.length > 1} />
					</li>
				))}
			</ul>
		</div>
	)
}

interface ProblemProps {
	runId: number
	item: Import
	group: IssueGroup
	several: boolean
}

function Problem({ runId, item, group, several }: ProblemProps) {
	const { t } = useTranslation()
	const text = issueText(uiLanguage(), group.code, group.field === null ? '' : fieldName(t, group.field))
	return (
		<>
			<div className="problem-head">
				<Icon name={group.severity} />
				<h4>{text.wrong}</h4>
				<span className="number">{t('count.rows', { count: group.count })}</span>
				{several && <span className="muted">{item.filename}</span>}
			</div>
			<p>{text.todo}</p>
			<Evidence group={group} />
			<ProblemActions runId={runId} item={item} group={group} />
		</>
	)
}

/** Enough to find the rows in one's own file. */
const LINES = 12
const VALUES = 8

function Evidence({ group }: { group: IssueGroup }) {
	const { t } = useTranslation()
	const lines = group.lines.slice(0, LINES).map(formatNumber).join(', ')
	const values = group.values.filter((value) => value !== '')
	return (
		<div className="evidence">
			{lines !== '' && (
				<p>
					<span className="muted">{t('import.check.lines', { count: group.count })}</span> {lines}
					{group.count > LINES && ` ${t('import.check.lines_more')}`}
				</p>
			)}
			{values.length > 0 && (
				<p>
					<span className="muted">{t('import.check.values', { count: values.length })}</span>{' '}
					{values.slice(0, VALUES).map((value) => (
						<code key={value}>{value}</code>
					))}
					{values.length > VALUES && ` ${t('import.check.values_more')}`}
				</p>
			)}
			{Object.entries(group.suggestions)
				.filter(([, names]) => names.length > 0)
				.slice(0, VALUES)
				.map(([value, names]) => (
					<p key={value}>
						{t('import.check.suggestion', {
							value,
							names: names.map((name) => t('import.check.quoted', { name })).join(t('import.check.or_name')),
						})}
					</p>
				))}
		</div>
	)
}
