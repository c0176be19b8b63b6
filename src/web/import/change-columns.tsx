import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { Import, Row } from '../../contract/imports.ts'
import type { TableColumn } from '../ui/DataTable.tsx'
import { Changes } from './Changes.tsx'
import { LineButton } from './LineButton.tsx'
import { keyOf } from './sums.ts'
import { fieldName } from './words.ts'

/** Rows that change a record: which one, and each changed field as it was and as it will be. */
export function changeColumns(t: TFunction, item: Import, open: (line: number) => void): TableColumn<Row>[] {
	const key = keyOf(item)
	return [
		{
			key: 'line',
			header: t('import.check.line'),
			width: '76px',
			cell: (row) => <LineButton line={row.line} open={open} />,
		},
		{
			key: 'record',
			header: fieldName(t, key),
			width: '26%',
			cell: (row) => <RecordLink item={item} row={row} name={row.values[key] ?? ''} />,
		},
		{ key: 'changes', header: t('import.check.changes'), cell: (row) => <Changes old={row.old} values={row.values} /> },
	]
}

function RecordLink({ item, row, name }: { item: Import; row: Row; name: string }) {
	if (row.record_id === null) return <span title={name}>{name}</span>
	return (
		<Link
			to={item.target === 'companies' ? '/companies/$id' : '/admin/users/$id'}
			params={{ id: row.record_id }}
			className="plain-link"
			title={name}
		>
			{name}
		</Link>
	)
}
