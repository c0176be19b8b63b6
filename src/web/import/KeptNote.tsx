import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { formatDay } from '../i18n/format.ts'

/** Until when an import can be taken back, or since when it cannot. */
export function KeptNote({ imports }: { imports: Import[] }) {
	const { t } = useTranslation()
	const dropped = imports.find((item) => item.dropped_at)?.dropped_at
	if (dropped) return <p className="muted">{t('import.kept.dropped', { date: formatDay(dropped) })}</p>
	const until = imports.find((item) => item.undoable_until)?.undoable_until
	return until ? <p className="muted">{t('import.kept.until', { date: formatDay(until) })}</p> : null
}
