import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import, Row } from '../../contract/imports.ts'
import { issueText } from '../../contract/issue-texts.ts'
import { uiLanguage } from '../i18n/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { fieldName } from './words.ts'

interface RowDialogProps {
	item: Import
	row: Row | null
	onClose: () => void
}

/** One row whole: every value, and under each what is wrong with it and what to do. */
export function RowDialog({ item, row, onClose }: RowDialogProps) {
	const { t } = useTranslation()
	const fields = row ? Object.keys(row.values).filter((field) => row.values[field] || item.mapping.includes(field)) : []
	const shown = new Set(fields)
	return (
		<Modal
			opened={row !== null}
			onClose={onClose}
			size="lg"
			title={row && t('import.check.row_title', { line: row.line })}
			closeButtonProps={{ 'aria-label': t('app.close') }}
		>
			{row && (
				<>
					<Issues issues={row.issues.filter((issue) => issue.field === null || !shown.has(issue.field))} />
					<dl className="facts">
						{fields.map((field) => (
							<RowField key={field} row={row} field={field} />
						))}
					</dl>
					{row.issues.length > 0 && <p className="muted row-dialog-end">{t('import.check.row_read_only')}</p>}
				</>
			)}
		</Modal>
	)
}

function RowField({ row, field }: { row: Row; field: string }) {
	const { t } = useTranslation()
	const value = row.values[field]
	const old = row.old?.[field]
	return (
		<>
			<dt>{fieldName(t, field)}</dt>
			<dd>
				{value || <span className="muted">{t('import.check.no_value')}</span>}
				{row.old && field in row.old && old !== value && (
					<span className="tag">{t('import.check.old_value', { value: old ?? t('import.check.no_value') })}</span>
				)}
				<Issues issues={row.issues.filter((issue) => issue.field === field)} />
			</dd>
		</>
	)
}

function Issues({ issues }: { issues: Row['issues'] }) {
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
