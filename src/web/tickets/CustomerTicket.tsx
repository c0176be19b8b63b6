import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { OPEN_STATES, type Ticket } from '../../contract/tickets.ts'
import { formatDay } from '../i18n/format.ts'
import { useFocusBack } from '../ui/focus-back.ts'
import { Page } from '../ui/Page.tsx'
import { BackToList } from './BackToList.tsx'
import { Composer } from './Composer.tsx'
import { useCloseOrReopen } from './changes.ts'
import { emptyDraft, useDraft } from './drafts.ts'
import { StateName } from './marks.tsx'
import { ticketTitle } from './search.ts'
import { useSend } from './send.ts'
import { Thread } from './Thread.tsx'

/** A conversation, and the word that it is over. */
export function CustomerTicket({ ticket, userId }: { ticket: Ticket; userId: number }) {
	const { t } = useTranslation()
	const [draft, setDraft] = useDraft(userId, ticket.id)
	const send = useSend(ticket.id, draft.id, () => setDraft(emptyDraft()))
	const move = useCloseOrReopen(ticket.id)
	// The button that was pressed may be gone: what stands in its place says how it is now.
	const moves = useFocusBack<HTMLDivElement>(move.isPending)
	const input = useRef<HTMLTextAreaElement>(null)
	const open = OPEN_STATES.some((state) => state === ticket.state)
	const closed = ticket.state === 'closed'

	return (
		<Page title={ticketTitle(ticket)} above={<BackToList />} narrow>
			<p className="ticket-facts">
				<StateName id={ticket.state_id} base={ticket.state} />
				<span className="muted">{t('tickets.asked_on', { date: formatDay(ticket.created_at) })}</span>
				{ticket.requester.id !== userId && (
					<span className="muted">
						{t('tickets.column.requester')}: <bdi>{ticket.requester.name}</bdi>
					</span>
				)}
			</p>
			<Thread ticket={ticket} sending={send.isPending ? send.variables : undefined} />
			<Verdict ticket={ticket} />
			<Composer
				ticket={ticket}
				works={false}
				userId={userId}
				draft={draft}
				onDraft={setDraft}
				send={send}
				input={input}
			/>
			<div ref={moves} tabIndex={-1} className="form-actions section">
				{!closed && (
					<Button variant="default" loading={move.isPending} onClick={() => move.mutate('close')}>
						{t('tickets.close')}
					</Button>
				)}
				{!open && (
					<Button variant="default" loading={move.isPending} onClick={() => move.mutate('reopen')}>
						{t('tickets.reopen')}
					</Button>
				)}
				<span className="muted">{t(open ? 'tickets.close_hint' : 'tickets.reopen_hint')}</span>
			</div>
		</Page>
	)
}

function Verdict({ ticket }: { ticket: Ticket }) {
	const { t } = useTranslation()
	const { state } = ticket
	if (state === 'waiting_customer') return <p className="notice">{t('tickets.verdict.waiting_customer')}</p>
	if (state !== 'solved' && state !== 'closed') return null
	return <p className="notice notice-good">{t(`tickets.verdict.${state}`)}</p>
}
