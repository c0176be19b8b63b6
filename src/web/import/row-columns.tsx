import type { TFunction } from 'i18next'
import type { Import, Row } from '../../contract/imports.ts'
import { issueText } from '../../contract/issue-texts.ts'
import { uiLanguage } from '../i18n/index.ts'
import type { TableColumn } from '../ui/DataTable.tsx'
import { Icon } from '../ui/Icon.tsx'
import { LineButton } from './LineButton.tsx'
import { shownFields } from './sums.ts'
import { fieldName } from './words.ts'

/** On a phone the first field is enough to know a row by; its line opens the rest. */
const PRIORITIES = [1, 2, 2] as const

interface RowColumnsOptions {
	open: (line: number) => void
	/** Rows of several kinds are together, so each says what happens to it. */
	mixed: boolean
}

export function rowColumns(t: TFunction, item: Import, { open, mixed }: RowColumnsOptions): TableColumn<Row>[] {
	const fields = shownFields(item).map(
		(field, index): TableColumn<Row> => ({
			key: field,
			header: fieldName(t, field),
			priority: PRIORITIES[index] ?? 3,
			...(index < 2 ? { width: '19%' } : {}),
			cell: (row) => <Cell t={t} row={row} field={field} />,
		}),
	)
	const action: TableColumn<Row> = {
		key: 'action',
		header: t('import.check.action'),
		width: '132px',
		priority: 2,
		cell: (row) => row.action && <span data-action={row.action}>{t(`import.check.action_${row.action}`)}</span>,
	}
	const notes: TableColumn<Row> = {
		key: 'issues',
		header: t('import.check.issues'),
		width: '26%',
		cell: (row) => <Notes t={t} row={row} />,
	}
	return [
		{
			key: 'line',
			header: t('import.check.line'),
			width: '76px',
			cell: (row) => <LineButton line={row.line} open={open} />,
		},
		...(mixed ? [action] : []),
		...fields,
		...(item.issues.length > 0 ? [notes] : []),
	]
}

function Cell({ t, row, field }: { t: TFunction; row: Row; field: string }) {
	const issue = worst(row, field)
	const value = row.values[field] ?? ''
	if (!issue) return <span title={value}>{value}</span>
	return (
		<span className="bad-cell" data-severity={issue.severity} title={value}>
			<Icon name={issue.severity} size={14} /> {value || issue.value || t('import.check.no_value')}
		</span>
	)
}

function worst(row: Row, field: string): Row['issues'][number] | undefined {
	const here = row.issues.filter((issue) => issue.field === field)
	return here.find((issue) => issue.severity === 'error') ?? here[0]
}

function Notes({ t, row }: { t: TFunction; row: Row }) {
	if (row.issues.length === 0) return null
	const text = row.issues
		.map((issue) => issueText(uiLanguage(), issue.code, issue.field ? fieldName(t, issue.field) : '').wrong)
		.join('; ')
	return <span title={text}>{text}</span>
}
