import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import, ImportOptions } from '../../contract/imports.ts'
import { Icon } from '../ui/Icon.tsx'
import { useChange } from './run.ts'
import { assign, missingFields } from './sums.ts'
import { fieldName } from './words.ts'

/** What is still missing and what will not come in, never hidden. */
export function MappingSummary({ item }: { item: Import }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const set = (options: Partial<ImportOptions>) => change.mutate({ id: item.id, change: { options } })
	const missing = missingFields(item)
	const companyColumn = item.columns.find(
		(column) => column.header === item.unmapped_company_column && !item.mapping[column.index],
	)

	return (
		<div className="mapping-summary" aria-live="polite">
			{missing.length > 0 && (
				<div className="notice notice-error">
					<h3>{t('import.columns.missing')}</h3>
					<ul>
						{missing.map((name) => (
							<li key={name}>
								{name === 'username' && (
									<>
										{t('import.columns.missing_username')}{' '}
										<Button size="compact-sm" variant="default" onClick={() => set({ usernames: 'email' })}>
											{t('import.columns.make_from_email')}
										</Button>{' '}
										<Button size="compact-sm" variant="default" onClick={() => set({ usernames: 'name' })}>
											{t('import.columns.make_from_name')}
										</Button>
									</>
								)}
								{name === 'email' && (
									<>
										{t('import.columns.missing_email')}{' '}
										<Button size="compact-sm" variant="default" onClick={() => set({ placeholder_emails: true })}>
											{t('import.columns.make_placeholders')}
										</Button>
									</>
								)}
								{name !== 'username' &&
									name !== 'email' &&
									t('import.columns.missing_field', { field: fieldName(t, name) })}
							</li>
						))}
					</ul>
				</div>
			)}
			{companyColumn && (
				<div className="notice notice-warning">
					<p>{t('import.columns.company_column', { header: companyColumn.header })}</p>
					<Button
						size="xs"
						variant="default"
						onClick={() =>
							change.mutate({
								id: item.id,
								change: { mapping: assign(item, companyColumn.index, 'company') },
							})
						}
					>
						{t('import.columns.company_column_use')}
					</Button>
				</div>
			)}
			<p className="muted">
				{missing.length === 0 && (
					<>
						<Icon name="check" /> {t('import.columns.all_required')}{' '}
					</>
				)}
				<Unmapped item={item} />
			</p>
		</div>
	)
}

function Unmapped({ item }: { item: Import }) {
	const { t } = useTranslation()
	const headers = item.columns
		.filter((column) => !item.mapping[column.index])
		.map((column) => column.header.trim() || t('import.columns.no_header', { number: column.index + 1 }))
	if (headers.length === 0) return t('import.columns.unmapped_none')
	return `${t('import.columns.unmapped', { count: headers.length })} ${headers.join(', ')}.`
}
