import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { KeptRecord, UndoPreview } from '../../contract/imports.ts'
import { fieldName } from './words.ts'

/** What an undo leaves as it is, record by record, with the reason. */
export function KeptRecords({ previews }: { previews: UndoPreview[] }) {
	const { t } = useTranslation()
	const kept = previews.flatMap((preview) => preview.kept_records)
	const all = previews.reduce((sum, preview) => sum + preview.kept, 0)
	if (kept.length === 0) return null
	const records = new Set(kept.map((one) => `${one.target} ${one.record_id}`)).size
	return (
		<section aria-label={t('import.undo.kept_title', { count: all })} className="kept">
			<h3>{t('import.undo.kept_title', { count: all })}</h3>
			<div className="kept-list">
				<table className="table table-open">
					<thead>
						<tr>
							<th scope="col">{t('import.undo.record')}</th>
							<th scope="col">{t('import.undo.what')}</th>
							<th scope="col">{t('import.undo.why')}</th>
						</tr>
					</thead>
					<tbody>
						{kept.map((one) => (
							<tr key={`${one.target}-${one.record_id}-${one.field}`}>
								<th scope="row">
									<RecordLink kept={one} />
								</th>
								<td>{one.field ? fieldName(t, one.field.replace(/_id$/, '')) : t('import.undo.whole')}</td>
								<td>{t(`import.undo.reason_${reasonOf(one)}`)}</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
			{all > records && <p className="muted">{t('import.undo.kept_first', { count: records })}</p>}
		</section>
	)
}

/** "Used" is another thing for a person than for a company. */
function reasonOf({ reason, target }: KeptRecord) {
	return reason === 'used' ? (`used_${target}` as const) : reason
}

function RecordLink({ kept }: { kept: KeptRecord }) {
	const { t } = useTranslation()
	const name = kept.name ?? t('import.undo.record_number', { id: kept.record_id })
	if (kept.reason === 'gone') return name
	if (kept.target === 'companies') {
		return (
			<Link to="/companies/$id" params={{ id: kept.record_id }}>
				{name}
			</Link>
		)
	}
	if (kept.target === 'groups') {
		return (
			<Link to="/admin/groups/$id" params={{ id: kept.record_id }}>
				{name}
			</Link>
		)
	}
	return (
		<Link to="/admin/users/$id" params={{ id: kept.record_id }}>
			{name}
		</Link>
	)
}
