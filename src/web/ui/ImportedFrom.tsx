import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { api } from '../api.ts'
import { useMay } from '../auth/session.ts'

/** Which import and line a record came from, as a link for those who may see imports. */
export function ImportedFrom({ importId, line }: { importId: number | null; line: number | null }) {
	const { t } = useTranslation()
	const may = useMay()
	const { data } = useQuery({
		queryKey: ['imports', 'one', importId],
		queryFn: ({ signal }) => api.get<Import>(`/imports/${importId}`, {}, signal),
		enabled: importId !== null && may('imports.run'),
	})
	if (importId === null) return t('users.by_hand')
	const text = t('users.imported_from', { id: importId, line: line ?? 0 })
	if (!data) return text
	return (
		<Link to="/admin/imports/$runId/result" params={{ runId: data.run_id }}>
			{text}
		</Link>
	)
}
