import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { formatBytes, formatSeconds } from '../i18n/format.ts'
import { Progress } from '../ui/Progress.tsx'
import type { Upload } from './upload.ts'

export function UploadProgress({ item, upload }: { item: Import; upload: Upload }) {
	const { t } = useTranslation()
	const { sent, file } = upload
	if (sent >= file.size && file.size > 0) {
		return (
			<p role="status" className="muted">
				{t('import.file.inspecting')}
			</p>
		)
	}
	const seconds = (Date.now() - upload.startedAt) / 1000
	const speed = sent / Math.max(seconds, 0.1)
	const amounts = { done: formatBytes(sent), total: formatBytes(file.size) }
	// The first second says nothing about the speed.
	const text =
		seconds < 1
			? t('import.file.uploading', amounts)
			: t('import.file.upload_speed', {
					...amounts,
					speed: formatBytes(speed),
					left: formatSeconds(Math.ceil((file.size - sent) / Math.max(speed, 1))),
				})
	return (
		<div className="progress-line">
			<Progress
				label={t('import.file.upload_label', { name: item.filename })}
				done={sent}
				total={file.size}
				text={text}
			/>
			<Button size="xs" variant="default" onClick={upload.abort}>
				{t('import.file.upload_cancel')}
			</Button>
		</div>
	)
}
