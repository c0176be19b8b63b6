import { Button } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Import, UndoPreview } from '../../contract/imports.ts'
import { formatNumber } from '../i18n/format.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { failed } from '../ui/notify.ts'
import { Failed, Loading } from '../ui/states.tsx'
import { InvitedNote } from './InvitedNote.tsx'
import { KeptRecords } from './KeptRecords.tsx'
import { runQuery } from './run.ts'
import { inUndoOrder, undoQuery, useUndo } from './undo.ts'

interface UndoDialogProps {
	/** Null: closed. */
	runId: number | null
	onClose: () => void
}

/** An undo that is seen before it is done: how many records go, how many get their values back, and what stays and why. */
export function UndoDialog({ runId, onClose }: UndoDialogProps) {
	const { t } = useTranslation()
	return (
		<Dialog opened={runId !== null} onClose={onClose} size="lg" title={t('import.undo.question')}>
			{runId !== null && <Preview runId={runId} onClose={onClose} />}
		</Dialog>
	)
}

function Preview({ runId, onClose }: { runId: number; onClose: () => void }) {
	const { t } = useTranslation()
	const run = useQuery(runQuery(runId))
	const imports = inUndoOrder(run.data ?? [])
	const previews = useQueries({ queries: imports.map((item) => undoQuery(item)) })
	const undo = useUndo()
	const error = previews.find((preview) => preview.error)?.error
	if (error && !undo.isPending) return <Failed error={error} retry={() => previews.map((one) => one.refetch())} />

	const seen = imports.flatMap((item, index) => {
		const preview = previews[index]?.data
		return preview ? [{ item, preview }] : []
	})
	if (seen.length < imports.length || imports.length === 0) {
		return undo.isPending ? <p role="status">{t('import.undo.running')}</p> : <Loading lines={3} />
	}
	const deleted = seen.reduce((sum, { preview }) => sum + preview.deleted, 0)
	const restored = seen.reduce((sum, { preview }) => sum + preview.restored, 0)
	const hasBoth = new Set(imports.map(({ target }) => target)).size > 1
	const start = () => {
		undo.mutate(imports, { onError: failed, onSettled: onClose })
	}
	return (
		<>
			<UndoTable seen={seen} />
			{hasBoth && <p className="muted">{t('import.undo.order')}</p>}
			<InvitedNote imports={imports} />
			<KeptRecords previews={seen.map(({ preview }) => preview)} />
			<div className="dialog-actions">
				<Button color="red.9" loading={undo.isPending} disabled={deleted + restored === 0} onClick={start}>
					{confirmLabel(t, deleted, restored)}
				</Button>
				<Button variant="default" data-autofocus onClick={onClose}>
					{t('import.undo.keep')}
				</Button>
			</div>
		</>
	)
}

/** What is none is not said. */
function confirmLabel(t: TFunction, deleted: number, restored: number): string {
	const parts = [
		...(deleted > 0 ? [t('import.undo.delete_count', { count: deleted })] : []),
		...(restored > 0 ? [t('import.undo.restore_count', { count: restored })] : []),
	]
	return parts.length > 0 ? t('import.undo.confirm', { what: parts.join(', ') }) : t('import.undo.nothing')
}

function UndoTable({ seen }: { seen: { item: Import; preview: UndoPreview }[] }) {
	const { t } = useTranslation()
	return (
		<table className="table table-open undo-table">
			<caption className="hidden-text">{t('import.undo.preview')}</caption>
			<thead>
				<tr>
					<th scope="col">{t('import.history.file')}</th>
					<th scope="col" className="end">
						{t('import.undo.deleted')}
					</th>
					<th scope="col" className="end">
						{t('import.undo.restored')}
					</th>
					<th scope="col" className="end">
						{t('import.undo.kept')}
					</th>
				</tr>
			</thead>
			<tbody>
				{seen.map(({ item, preview }) => (
					<tr key={item.id}>
						<th scope="row">{item.filename}</th>
						<td className="end">{formatNumber(preview.deleted)}</td>
						<td className="end">{formatNumber(preview.restored)}</td>
						<td className="end">{formatNumber(preview.kept)}</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
