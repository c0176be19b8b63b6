import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Message, NewMessage } from '../../contract/tickets.ts'
import { displayName, sessionQuery } from '../auth/session.ts'
import { formatTime } from '../i18n/format.ts'
import { Lock } from './Lock.tsx'
import { MessageFiles } from './MessageFiles.tsx'
import { MessageText } from './MessageText.tsx'
import { formatMoment } from './moment.ts'

export function MessageItem({ message }: { message: Message }) {
	const { t } = useTranslation()
	const { author, kind } = message
	const side = author && author.role !== 'customer' ? 'staff' : 'customer'
	return (
		<li id={`message-${message.id}`} className="message" data-kind={kind} data-side={side}>
			<div className="message-head">
				<strong>
					<bdi>{author?.name ?? t('app.name')}</bdi>
				</strong>
				{kind === 'note' ? <NoteLabel /> : <span className="muted">{t(`tickets.side.${side}`)}</span>}
				<time className="message-time" dateTime={message.created_at} title={formatTime(message.created_at)}>
					{formatMoment(message.created_at)}
				</time>
			</div>
			{message.body !== '' && <MessageText text={message.body} />}
			<MessageFiles attachments={message.attachments} />
		</li>
	)
}

export function NoteLabel() {
	const { t } = useTranslation()
	return (
		<span className="note-label">
			<Lock />
			{t('tickets.note')}
		</span>
	)
}

/** One's own message, from the moment it was sent. */
export function SendingItem({ message }: { message: NewMessage }) {
	const { t } = useTranslation()
	const { data: session } = useQuery(sessionQuery)
	const side = session?.user.role === 'customer' ? 'customer' : 'staff'
	return (
		<li className="message" data-kind={message.kind} data-side={side} data-sending>
			<div className="message-head">
				<strong>
					<bdi>{session && displayName(session.user)}</bdi>
				</strong>
				{message.kind === 'note' && <NoteLabel />}
				<span className="message-time" role="status">
					{t('tickets.sending')}
				</span>
			</div>
			<MessageText text={message.body} />
		</li>
	)
}
