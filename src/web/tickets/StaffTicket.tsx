import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../contract/tickets.ts'
import { Page } from '../ui/Page.tsx'
import { BackToList } from './BackToList.tsx'
import { Composer } from './Composer.tsx'
import { useTake } from './changes.ts'
import { emptyDraft, useDraft } from './drafts.ts'
import { PriorityName, StateName } from './marks.tsx'
import { PresenceLine } from './PresenceLine.tsx'
import { usePresence } from './presence.ts'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { SidePanel } from './SidePanel.tsx'
import { SubjectDialog } from './SubjectDialog.tsx'
import { lastList, ticketTitle } from './search.ts'
import { useSend } from './send.ts'
import { useShortcuts } from './shortcuts.ts'
import { Thread } from './Thread.tsx'

export function StaffTicket({ ticket, userId }: { ticket: Ticket; userId: number }) {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const [draft, setDraft] = useDraft(userId, ticket.id)
	// The mode stays: a second note must not go out as a reply.
	const send = useSend(ticket.id, draft.id, () => setDraft(({ kind }) => ({ ...emptyDraft(), kind })))
	const take = useTake()
	const presence = usePresence(ticket.id)
	const input = useRef<HTMLTextAreaElement>(null)
	const [dialog, setDialog] = useState<'subject' | 'keys'>()

	const write = (kind: 'reply' | 'note') => {
		setDraft({ kind })
		input.current?.focus()
	}
	useShortcuts({
		r: () => write('reply'),
		n: () => write('note'),
		t: () => ticket.assignee?.id !== userId && take.mutate(ticket.id),
		u: () => void navigate({ to: '/tickets', search: lastList() }),
		'?': () => setDialog('keys'),
	})

	return (
		<Page
			title={ticketTitle(ticket)}
			above={<BackToList />}
			actions={
				<>
					<Button variant="default" onClick={() => setDialog('subject')}>
						{t('tickets.subject_edit')}
					</Button>
					{ticket.assignee?.id !== userId && (
						<Button variant="default" loading={take.isPending} onClick={() => take.mutate(ticket.id)}>
							{t('tickets.take')}
						</Button>
					)}
				</>
			}
		>
			<div className="ticket">
				<div className="ticket-main">
					<p className="ticket-brief">
						<StateName id={ticket.state_id} base={ticket.state} />
						<PriorityName priority={ticket.priority} />
						<a href="#ticket-panel">{t('tickets.panel_link')}</a>
					</p>
					<Thread ticket={ticket} sending={send.isPending ? send.variables : undefined} />
					<PresenceLine others={presence.others} />
					<Composer
						ticket={ticket}
						works
						userId={userId}
						draft={draft}
						onDraft={setDraft}
						send={send}
						onTyped={presence.typed}
						input={input}
					/>
				</div>
				<SidePanel ticket={ticket} />
			</div>
			<SubjectDialog ticket={ticket} opened={dialog === 'subject'} onClose={() => setDialog(undefined)} />
			<ShortcutsDialog opened={dialog === 'keys'} onClose={() => setDialog(undefined)} />
		</Page>
	)
}
