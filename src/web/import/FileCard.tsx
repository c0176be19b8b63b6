import { Button, FileButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { onceSaved } from '../query.ts'
import { Icon } from '../ui/Icon.tsx'
import { saved } from '../ui/notify.ts'
import { CutNote } from './CutNote.tsx'
import { FileKind } from './FileKind.tsx'
import { FilePreview } from './FilePreview.tsx'
import { FileProof } from './FileProof.tsx'
import { FileSettings } from './FileSettings.tsx'
import { useMendingLost } from './mending-lost.tsx'
import { OneColumn } from './OneColumn.tsx'
import { useRemoveFile, useRun } from './run.ts'
import { SameFileNote } from './SameFileNote.tsx'
import { UploadProgress } from './UploadProgress.tsx'
import { dropUpload, startUpload, useUpload } from './upload.ts'
import { delimiterName, encodingName } from './words.ts'

/** One file: what was understood of it in one line, the way to change that, and its beginning as proof. */
export function FileCard({ item }: { item: Import }) {
	const { t } = useTranslation()
	const isAlone = useRun(item.run_id).length === 1
	const upload = useUpload(item.id)
	const [changing, setChanging] = useState(false)
	const settingsId = `settings-${item.id}`

	return (
		<section className="file-card" aria-labelledby={`file-${item.id}`}>
			<div className="file-head">
				<h2 id={`file-${item.id}`}>
					<Icon name="file" /> {item.filename}
				</h2>
				<div className="file-actions">
					{item.columns.length > 0 && !upload && item.state !== 'failed' && (
						<Replace item={item} label={t('import.file.choose_other')} variant="subtle" />
					)}
					{!isAlone && <RemoveFile item={item} />}
				</div>
			</div>
			{upload && !upload.error && <UploadProgress item={item} upload={upload} />}
			{upload?.error && <Interrupted item={item} message={upload.error} />}
			{!upload && item.state === 'uploading' && <Interrupted item={item} message={t('import.file.interrupted')} />}
			{!upload && item.state === 'inspecting' && (
				<p role="status" className="muted">
					{t('import.file.inspecting')}
				</p>
			)}
			{!upload && item.state === 'failed' && item.failure && <Interrupted item={item} message={item.failure.message} />}
			{!upload && item.columns.length > 0 && (
				<>
					<FileKind item={item} />
					<div className="file-summary">
						<p>{summary(t, item)}</p>
						<Button
							size="xs"
							variant="default"
							aria-expanded={changing}
							aria-controls={settingsId}
							aria-label={changing ? undefined : t('import.file.change_of', { name: item.filename })}
							onClick={() => setChanging(!changing)}
						>
							{t(changing ? 'import.file.change_close' : 'import.file.change')}
						</Button>
					</div>
					<CutNote item={item} />
					{item.same_file && <SameFileNote same={item.same_file} />}
					<div id={settingsId}>{changing && <FileSettings item={item} />}</div>
					<FileProof item={item} />
					{item.columns.length === 1 && item.sheet === null && <OneColumn item={item} />}
					<FilePreview item={item} />
				</>
			)}
		</section>
	)
}

/** "CSV, středník, UTF-8, 1. řádek je hlavička, 1 248 řádků"; "Sešit Excelu, list „Kontakty“, …" */
function summary(t: TFunction, item: Import): string {
	const line = item.header_line ?? 0
	return [
		...(item.sheet === null
			? ['CSV', delimiterName(t, item.delimiter), encodingName(t, item.encoding)]
			: [t('import.file.workbook'), t('import.file.sheet_named', { name: item.sheet })]),
		line > 0 ? t('import.file.header_at', { line }) : t('import.file.header_none'),
		...(item.records === null ? [] : [t('count.rows', { count: item.records })]),
	].join(', ')
}

function Interrupted({ item, message }: { item: Import; message: string }) {
	const { t } = useTranslation()
	return (
		<div role="alert" className="notice notice-error">
			<p>{message}</p>
			<Replace item={item} label={t('import.file.choose_again')} variant="default" />
		</div>
	)
}

/** A file that was dropped by mistake or cannot be read must not hold up the others. */
function RemoveFile({ item }: { item: Import }) {
	const { t } = useTranslation()
	const remove = useRemoveFile(item.run_id)
	const { unlessMended, question } = useMendingLost(item)
	const name = { name: item.filename }
	const removed = () => {
		saved(t('import.file.removed', name))
		// The button is gone with its card.
		document.querySelector('h1')?.focus()
	}
	const removeNow = () => {
		dropUpload(item.id)
		onceSaved(remove.mutateAsync(item), removed)
	}
	return (
		<>
			<Button
				size="xs"
				variant="subtle"
				color="gray"
				loading={remove.isPending}
				aria-label={t('import.file.remove_of', name)}
				onClick={() => unlessMended(removeNow)}
			>
				{t('import.file.remove')}
			</Button>
			{question}
		</>
	)
}

function Replace({ item, label, variant }: { item: Import; label: string; variant: 'default' | 'subtle' }) {
	const client = useQueryClient()
	const { unlessMended, question } = useMendingLost(item)
	return (
		<>
			<FileButton
				onChange={(file) => file && unlessMended(() => startUpload(client, item.id, file))}
				accept=".csv,.txt,.tsv,.xlsx,text/*"
			>
				{(props) => (
					<Button {...props} size="xs" variant={variant}>
						{label}
					</Button>
				)}
			</FileButton>
			{question}
		</>
	)
}
