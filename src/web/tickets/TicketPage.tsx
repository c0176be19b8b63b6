import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sessionQuery, useMay } from '../auth/session.ts'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { BackToList } from './BackToList.tsx'
import { CustomerTicket } from './CustomerTicket.tsx'
import { useLook } from './look.ts'
import { ticketQuery } from './queries.ts'
import { StaffTicket } from './StaffTicket.tsx'
import './tickets.css'

const route = getRouteApi('/app/tickets/$id')

export function TicketPage() {
	const { t } = useTranslation()
	const { id } = route.useParams()
	const may = useMay()
	const { data: session } = useQuery(sessionQuery)
	const { data: ticket, isPending, error, refetch } = useQuery(ticketQuery(id))

	useLook(ticket)

	if (isPending || !session) return <Loading />
	if (!ticket) {
		return (
			<Page title={t('tickets.title')} above={<BackToList />}>
				<Failed error={error} retry={refetch} />
			</Page>
		)
	}
	if (!may('tickets.work')) return <CustomerTicket key={id} ticket={ticket} userId={session.user.id} />
	return <StaffTicket key={id} ticket={ticket} userId={session.user.id} />
}
