import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ListedTicket } from '../../contract/tickets.ts'
import { formatShort, formatTime } from '../i18n/format.ts'
import type { TableColumn } from '../ui/DataTable.tsx'
import { useNarrow } from '../ui/narrow.ts'
import { PriorityName, StateName } from './marks.tsx'

export type TicketColumn =
	| 'number'
	| 'subject'
	| 'requester'
	| 'company'
	| 'state'
	| 'priority'
	| 'assignee'
	| 'updated'

interface Options {
	/** Whether the row is selected, and how to change it. Without: rows are not selected here. */
	selection?: { has: (id: number) => boolean; toggle: (id: number) => void }
	take?: (ticket: ListedTicket) => void
	/** What would say the same in every row, or nothing. The company stands beside the requester. */
	without?: readonly TicketColumn[]
}

export function ticketColumns(
	t: TFunction,
	{ selection, take, without = [] }: Options = {},
): TableColumn<ListedTicket>[] {
	const columns: (TableColumn<ListedTicket> & { key: TicketColumn })[] = [
		{
			key: 'number',
			header: t('tickets.column.number'),
			width: '84px',
			priority: 2,
			cell: (ticket) => <span className="number">{ticket.number}</span>,
		},
		{
			key: 'subject',
			header: t('tickets.column.subject'),
			cell: (ticket) => <Subject ticket={ticket} without={without} />,
		},
		{
			key: 'requester',
			header: t('tickets.column.requester'),
			width: 'var(--requester-width)',
			priority: 2,
			cell: (ticket) => <Requester ticket={ticket} withCompany={!without.includes('company')} />,
		},
		{
			key: 'state',
			header: t('tickets.column.state'),
			// Where there are few columns, long names somebody chose are read whole, too.
			width: without.includes('assignee') ? '208px' : 'var(--state-width)',
			priority: 2,
			cell: (ticket) => <StateName id={ticket.state_id} base={ticket.state} />,
		},
		{
			key: 'priority',
			header: <span className="priority-word">{t('tickets.column.priority')}</span>,
			width: 'var(--priority-width)',
			priority: 2,
			cell: (ticket) => <PriorityName priority={ticket.priority} />,
		},
		{
			key: 'assignee',
			header: t('tickets.column.assignee'),
			width: 'var(--assignee-width)',
			priority: 3,
			cell: (ticket) => {
				if (ticket.assignee) return <bdi title={ticket.assignee.name}>{ticket.assignee.name}</bdi>
				if (!take) return <span className="muted">{t('tickets.nobody')}</span>
				return (
					<button type="button" className="row-action" onClick={() => take(ticket)}>
						{t('tickets.take')}
						<span className="hidden-text"> {t('tickets.one', { number: ticket.number })}</span>
					</button>
				)
			},
		},
		{
			key: 'updated',
			header: t('tickets.column.updated'),
			width: '96px',
			priority: 2,
			end: true,
			cell: (ticket) => <Updated ticket={ticket} />,
		},
	]
	const shown = columns.filter((column) => !without.includes(column.key))
	return selection ? [selectColumn(t, selection), ...shown] : shown
}

function selectColumn(t: TFunction, selection: NonNullable<Options['selection']>): TableColumn<ListedTicket> {
	return {
		key: 'select',
		header: <span className="hidden-text">{t('tickets.column.select')}</span>,
		width: '30px',
		cell: (ticket) => (
			<label className="select">
				<input
					type="checkbox"
					aria-label={t('tickets.select', { number: ticket.number })}
					checked={selection.has(ticket.id)}
					onChange={() => selection.toggle(ticket.id)}
				/>
			</label>
		),
	}
}

function Subject({ ticket, without }: { ticket: ListedTicket; without: readonly TicketColumn[] }) {
	const narrow = useNarrow()
	return (
		<>
			<SubjectLine ticket={ticket} />
			{narrow && <Below ticket={ticket} without={without} />}
		</>
	)
}

/** What stands in columns where there is room for them. */
function Below({ ticket, without }: { ticket: ListedTicket; without: readonly TicketColumn[] }) {
	const urgent = ticket.priority === 'high' || ticket.priority === 'critical'
	return (
		<span className="row-below">
			<StateName id={ticket.state_id} base={ticket.state} />
			{urgent && !without.includes('priority') && <PriorityName priority={ticket.priority} />}
			<span className="muted">
				#{ticket.number} {!without.includes('requester') && <bdi>{ticket.requester.name}</bdi>}
			</span>
			<Updated ticket={ticket} />
		</span>
	)
}

function Updated({ ticket }: { ticket: ListedTicket }) {
	return (
		<time dateTime={ticket.updated_at} title={formatTime(ticket.updated_at)}>
			{formatShort(ticket.updated_at)}
		</time>
	)
}

function SubjectLine({ ticket }: { ticket: ListedTicket }) {
	const { t } = useTranslation()
	return (
		<span className="with-tag">
			<Link
				to="/tickets/$id"
				params={{ id: ticket.id }}
				className="plain-link row-link"
				title={ticket.unread ? `${ticket.subject} (${t('tickets.unread')})` : ticket.subject}
				data-ticket={ticket.id}
				data-unread={ticket.unread || undefined}
			>
				{ticket.unread && <span className="hidden-text">{t('tickets.unread')}: </span>}
				<bdi>{ticket.subject}</bdi>
			</Link>
			{ticket.tags.length > 0 && (
				<span className="row-tags" title={ticket.tags.join(', ')}>
					{ticket.tags.map((tag) => (
						<span key={tag} className="tag">
							<bdi>{tag}</bdi>
						</span>
					))}
				</span>
			)}
		</span>
	)
}

function Requester({ ticket, withCompany }: { ticket: ListedTicket; withCompany: boolean }) {
	const { requester } = ticket
	const company = withCompany ? ticket.company : null
	const text = company ? `${requester.name}, ${company.name}` : requester.name
	return (
		<span title={text}>
			<bdi>{requester.name}</bdi>
			{company && <bdi className="tag">{company.name}</bdi>}
		</span>
	)
}
