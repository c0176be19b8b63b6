import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../contract/tickets.ts'

interface NewerNoticeProps {
	ticket: Ticket
	userId: number
	writing: boolean
}

/** Somebody wrote while one is writing: said beside what is written, because that is where one looks. */
export function NewerNotice({ ticket, userId, writing }: NewerNoticeProps) {
	const { t } = useTranslation()
	const newest = ticket.messages.findLast((message) => message.kind !== 'event' && message.author?.id !== userId)
	const newestId = newest?.id ?? 0
	const [known, setKnown] = useState(newestId)
	useEffect(() => {
		if (!writing) setKnown(newestId)
	}, [writing, newestId])

	const newer = writing && newest && newest.id > known ? newest : undefined
	return (
		<div role="status">
			{newer && (
				<p className="notice notice-warning">
					{t('tickets.newer', { name: `\u2068${newer.author?.name ?? ''}\u2069` })}{' '}
					<a href={`#message-${newer.id}`} onClick={() => setKnown(newer.id)}>
						{t('tickets.newer_show')}
					</a>
				</p>
			)}
		</div>
	)
}
