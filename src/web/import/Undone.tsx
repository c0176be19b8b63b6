import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { KeptRecords } from './KeptRecords.tsx'
import { undoQuery } from './undo.ts'

/** What taking one import back did; what stayed is listed, because somebody has to look at it. */
export function Undone({ item }: { item: Import }) {
	const { t } = useTranslation()
	const kept = useQuery({ ...undoQuery(item), enabled: (item.undo?.kept ?? 0) > 0 })
	if (!item.undo) return null
	const { deleted, restored } = item.undo
	return (
		<section className="undone" aria-label={item.filename}>
			<h2>{item.filename}</h2>
			<p>
				{deleted > 0 && `${t('import.undo.deleted_count', { count: deleted })} `}
				{restored > 0 && `${t('import.undo.restored_count', { count: restored })} `}
				{item.undo.kept === 0 && t('import.undo.nothing_kept')}
			</p>
			{kept.data && <KeptRecords previews={[kept.data]} />}
		</section>
	)
}
