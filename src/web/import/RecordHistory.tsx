import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../contract/fields.ts'
import type { RecordChange } from '../../contract/imports.ts'
import { api } from '../api.ts'
import { useMay } from '../auth/session.ts'
import { formatTime } from '../i18n/format.ts'
import { Changes } from './Changes.tsx'

/** What imports changed in a record: from which line of which file each value came, and what it was before. */
export function RecordHistory({ target, id }: { target: Target; id: number }) {
	const { t } = useTranslation()
	const may = useMay()
	const { data } = useQuery({
		queryKey: [target, 'imports', id],
		queryFn: ({ signal }) => api.get<{ items: RecordChange[] }>(`/${target}/${id}/imports`, {}, signal),
		enabled: may('imports.run'),
	})
	if (!data || data.items.length === 0) return null
	return (
		<section className="section" aria-labelledby="imports">
			<h2 id="imports">{t('import.history.of_record')}</h2>
			<ul className="plain-list record-history">
				{data.items.map((change) => (
					<li key={change.import_id}>
						<p>
							<Link to="/admin/imports/$runId/result" params={{ runId: change.run_id }}>
								{change.filename}
							</Link>
							{', '}
							{change.line === null ? t('import.history.was_missing') : t('import.history.line', { line: change.line })}{' '}
							<span className="muted">
								{formatTime(change.at)}
								{change.undone && `, ${t('import.history.taken_back')}`}
							</span>
						</p>
						<Changes old={change.old} values={change.new} done />
					</li>
				))}
			</ul>
		</section>
	)
}
