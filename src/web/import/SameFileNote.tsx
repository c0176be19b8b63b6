import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SameFile } from '../../contract/imports.ts'
import { formatTime } from '../i18n/format.ts'

/** Somebody imported these very bytes before. It says so and hinders nothing. */
export function SameFileNote({ same: { run_id, at, by } }: { same: SameFile }) {
	const { t } = useTranslation()
	return (
		<p className="notice">
			{t('import.kept.same', { date: formatTime(at), who: by ?? t('import.kept.same_shell') })}{' '}
			<Link to="/admin/imports/$runId" params={{ runId: run_id }}>
				{t('import.kept.same_link')}
			</Link>
		</p>
	)
}
