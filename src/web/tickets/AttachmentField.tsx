import { Button, FileButton } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ATTACHMENTS_PER_MESSAGE, type Attachment } from '../../contract/tickets.ts'
import { formatBytes, formatPercent } from '../i18n/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { limitText, type Upload, type useUploads } from './uploads.ts'

interface AttachmentFieldProps {
	attached: Attachment[]
	uploads: ReturnType<typeof useUploads>
}

/** The files of a message that is being written: what has arrived, what is on its way, what was refused. */
export function AttachmentField({ attached, uploads }: AttachmentFieldProps) {
	const { t } = useTranslation()
	const reset = useRef<() => void>(null)
	return (
		<div className="attach">
			{(attached.length > 0 || uploads.uploads.length > 0) && (
				<ul className="files" aria-label={t('tickets.attach.list')}>
					{attached.map((attachment) => (
						<li key={attachment.id} className="file">
							<Icon name="file" />
							<bdi className="file-name">{attachment.filename}</bdi>
							<span className="muted number">{formatBytes(attachment.size_bytes)}</span>
							<RemoveButton
								label={t('tickets.attach.remove', { name: attachment.filename })}
								onClick={() => uploads.remove(attachment)}
							/>
						</li>
					))}
					{uploads.uploads.map((upload) => (
						<UploadLine key={upload.key} upload={upload} onCancel={() => uploads.cancel(upload.key)} />
					))}
				</ul>
			)}
			<div className="attach-button">
				<FileButton
					multiple
					resetRef={reset}
					onChange={(files) => {
						uploads.add(files)
						// The same file can be chosen again after it was removed.
						reset.current?.()
					}}
				>
					{(props) => (
						<Button {...props} variant="default" size="xs">
							{t('tickets.attach.button')}
						</Button>
					)}
				</FileButton>
				<span className="muted attach-hint">
					{t('tickets.attach.hint', { count: ATTACHMENTS_PER_MESSAGE, limit: limitText() })}
				</span>
			</div>
		</div>
	)
}

function UploadLine({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
	const { t } = useTranslation()
	if (upload.error !== undefined) {
		return (
			<li className="file file-error">
				<Icon name="error" />
				<span role="alert">
					<bdi>{upload.name}</bdi>: {upload.error}
				</span>
				<RemoveButton label={t('tickets.attach.dismiss', { name: upload.name })} onClick={onCancel} />
			</li>
		)
	}
	return (
		<li className="file">
			<Icon name="file" />
			<bdi className="file-name">{upload.name}</bdi>
			<progress
				aria-label={t('tickets.attach.sending', { name: upload.name })}
				max={Math.max(upload.total, 1)}
				value={upload.sent}
			/>
			<span className="muted number">{formatPercent(upload.sent, upload.total)}</span>
			<RemoveButton label={t('tickets.attach.cancel', { name: upload.name })} onClick={onCancel} />
		</li>
	)
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
	return (
		<button type="button" className="icon-button" aria-label={label} onClick={onClick}>
			<Icon name="close" size={14} />
		</button>
	)
}
