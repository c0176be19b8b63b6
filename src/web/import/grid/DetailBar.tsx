import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import, Row } from '../../../contract/imports.ts'
import { formatNumber } from '../../i18n/format.ts'
import { IssueList } from '../IssueList.tsx'
import { useFix } from '../mend.ts'
import { fieldName } from '../words.ts'
import type { GridState } from './state.ts'

interface DetailBarProps {
	item: Import
	row: Row | undefined
	/** Null: the whole record. */
	field: string | null
	grid: GridState
	/** What was last said aloud; here it can also be read. */
	said: string
}

/** About the active cell, always in the same place: nothing is only in a hover. */
export function DetailBar({ item, row, field, grid, said }: DetailBarProps) {
	const { t } = useTranslation()
	const fix = useFix(item)
	if (!row) return <div className="grid-detail muted">{said}</div>
	const issues = row.issues.filter((issue) =>
		field === null ? issue.field === null || !grid.fields.includes(issue.field) : issue.field === field,
	)
	const original = field === null ? undefined : row.edited?.[field]
	const old = field === null ? undefined : row.old?.[field]
	return (
		<section className="grid-detail" aria-label={t('import.grid.detail')}>
			<div className="grid-detail-text">
				<p>
					<strong>
						{t('import.grid.place', {
							line: formatNumber(row.line),
							field: field === null ? t('import.grid.record') : fieldName(t, field),
						})}
					</strong>{' '}
					{row.action && <span className="tag">{t(`import.check.action_${row.action}`)}</span>}{' '}
					<span className="muted">{said}</span>
				</p>
				<IssueList issues={issues} />
				{original !== undefined && (
					<p className="muted">{t('import.grid.original', { value: original ?? t('import.check.no_value') })}</p>
				)}
				{row.old && field !== null && field in row.old && (
					<p className="muted">{t('import.check.old_value', { value: old ?? t('import.check.no_value') })}</p>
				)}
			</div>
			<div className="grid-detail-actions">
				{grid.suggestion !== undefined && (
					<Button size="xs" onClick={() => grid.run({ do: 'suggestion' })}>
						{t('import.grid.use', { value: grid.suggestion })}
					</Button>
				)}
				<Button size="xs" variant="default" onClick={() => grid.openRow(row.line)}>
					{t('import.grid.open_row')}
				</Button>
				{row.action !== 'skip' && (
					<Button
						size="xs"
						variant="subtle"
						color="gray"
						loading={fix.isPending}
						onClick={() => fix.mutate({ code: null, field: null, fix: 'skip', lines: [row.line] })}
					>
						{t('import.grid.skip_row')}
					</Button>
				)}
			</div>
		</section>
	)
}
