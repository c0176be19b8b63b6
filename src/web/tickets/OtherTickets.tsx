import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { StateMark, useStates } from './marks.tsx'
import { ticketListQuery } from './queries.ts'
import { ticketTitle } from './search.ts'

const SHOWN = 5

/** What else the same person waits for: often it is the same thing. */
export function OtherTickets({ requesterId, without }: { requesterId: number; without?: number }) {
	const { t } = useTranslation()
	const { nameOf } = useStates()
	// One more than shown, for the ticket itself, and one that tells whether there are more.
	const { data } = useInfiniteQuery(ticketListQuery({ view: 'open', requester_id: requesterId }, SHOWN + 2))
	const others = data?.pages.flatMap((page) => page.items).filter((ticket) => ticket.id !== without) ?? []
	if (others.length === 0) return null
	return (
		<section className="panel-section" aria-labelledby="panel-others">
			<h2 id="panel-others">{t(without === undefined ? 'tickets.open_tickets' : 'tickets.other_tickets')}</h2>
			<ul className="plain-list panel-lines">
				{others.slice(0, SHOWN).map((ticket) => (
					<li key={ticket.id} className="marked-line">
						<span title={nameOf(ticket.state_id, ticket.state)}>
							<StateMark base={ticket.state} />
							<span className="hidden-text">{nameOf(ticket.state_id, ticket.state)}:</span>
						</span>
						<Link to="/tickets/$id" params={{ id: ticket.id }}>
							{ticketTitle(ticket)}
						</Link>
					</li>
				))}
			</ul>
			{others.length > SHOWN && (
				<Link to="/tickets" search={{ requester_id: requesterId }}>
					{t('tickets.show_all')}
				</Link>
			)}
		</section>
	)
}
