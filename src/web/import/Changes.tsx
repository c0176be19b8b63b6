import { useTranslation } from 'react-i18next'
import type { RecordChange, Row } from '../../contract/imports.ts'
import { choiceName, fieldName } from './words.ts'
import './changes.css'

interface ChangesProps {
	old: Row['old']
	values: RecordChange['new']
	/** What it was in the past, instead of what it will be. */
	done?: boolean
}

/** Each changed field as it was and as it is after the import. */
export function Changes({ old, values, done = false }: ChangesProps) {
	const { t } = useTranslation()
	const changed = Object.entries(old ?? {}).filter(([field, before]) => before !== (values[field] ?? null))
	const shown = (field: string, value: string | null | undefined) =>
		value ? choiceName(t, field, value) : t('import.check.no_value')
	return (
		<ul className="plain-list changes">
			{changed.map(([field, before]) => (
				<li key={field}>
					<span className="muted">{fieldName(t, field)}:</span>{' '}
					<del>
						<span className="hidden-text">{t('import.check.was')} </span>
						{shown(field, before)}
					</del>{' '}
					<span aria-hidden="true">→</span>{' '}
					<ins>
						<span className="hidden-text">{t(done ? 'import.history.became' : 'import.check.will_be')} </span>
						{shown(field, values[field])}
					</ins>
				</li>
			))}
		</ul>
	)
}
