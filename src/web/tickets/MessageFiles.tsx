import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attachment } from '../../contract/tickets.ts'
import { apiUrl } from '../api.ts'
import { formatBytes } from '../i18n/format.ts'
import { Icon } from '../ui/Icon.tsx'

/** Types the server vouches for; everything else it gives as bytes to be kept, not shown. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']
/** Of a larger one the file itself is not fetched only to be made small. */
const PREVIEW_BYTES = 5 * 1000 ** 2

export function MessageFiles({ attachments }: { attachments: Attachment[] }) {
	const { t } = useTranslation()
	if (attachments.length === 0) return null
	return (
		<ul className="files" aria-label={t('tickets.attach.list')}>
			{attachments.map((attachment) => (
				<li key={attachment.id} className="file">
					<a href={apiUrl(`/attachments/${attachment.id}`)} download={attachment.filename} className="file-link">
						{isShown(attachment) ? <Picture id={attachment.id} /> : <Icon name="file" />}
						<bdi className="file-name">{attachment.filename}</bdi>
					</a>
					<span className="muted number">{formatBytes(attachment.size_bytes)}</span>
				</li>
			))}
		</ul>
	)
}

/** A file may only be called a picture; one that cannot be drawn is a file like the others. */
function Picture({ id }: { id: number }) {
	const [broken, setBroken] = useState(false)
	if (broken) return <Icon name="file" />
	return (
		<img
			src={apiUrl(`/attachments/${id}`)}
			alt=""
			loading="lazy"
			className="file-picture"
			onError={() => setBroken(true)}
		/>
	)
}

function isShown({ content_type, size_bytes }: Attachment): boolean {
	return PICTURES.includes(content_type) && size_bytes <= PREVIEW_BYTES
}
