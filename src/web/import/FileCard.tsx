import { Button, FileButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { Icon } from '../ui/Icon.tsx'
import { FilePreview } from './FilePreview.tsx'
import { FileProof } from './FileProof.tsx'
import { FileSettings } from './FileSettings.tsx'
import { OneColumn } from './OneColumn.tsx'
import { SameFileNote } from './SameFileNote.tsx'
import { UploadProgress } from './UploadProgress.tsx'
import { startUpload, useUpload } from './upload.ts'
import { delimiterName, encodingName } from './words.ts'

interface FileCardProps {
	item: Import
	/** A file alone in its run may be told to hold the other thing; two files are one of each. */
	alone: boolean
}

/** One file: what was understood of it in one line, the way to change that, and its beginning as proof. */
export function FileCard({ item, alone }: FileCardProps) {
	const { t } = useTranslation()
	const upload = useUpload(item.id)
	const [changing, setChanging] = useState(false)
	const settingsId = `settings-${item.id}`

	return (
		<section className="file-card" aria-labelledby={`file-${item.id}`}>
			<div className="file-head">
				<h2 id={`file-${item.id}`}>
					<Icon name="file" /> {item.filename} <span className="tag">{t(`import.target.${item.target}`)}</span>
				</h2>
				{item.columns.length > 0 && !upload && (
					<Replace item={item} label={t('import.file.choose_other')} variant="subtle" />
				)}
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
					{item.same_file && <SameFileNote same={item.same_file} />}
					<div id={settingsId}>{changing && <FileSettings item={item} alone={alone} />}</div>
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

function Replace({ item, label, variant }: { item: Import; label: string; variant: 'default' | 'subtle' }) {
	const client = useQueryClient()
	return (
		<FileButton onChange={(file) => file && startUpload(client, item.id, file)} accept=".csv,.txt,.tsv,.xlsx,text/*">
			{(props) => (
				<Button {...props} size="xs" variant={variant}>
					{label}
				</Button>
			)}
		</FileButton>
	)
}
