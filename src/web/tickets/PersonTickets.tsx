import { Checkbox } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { User } from '../../contract/people.ts'
import { api } from '../api.ts'
import { useMay } from '../auth/session.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { failed, saved } from '../ui/notify.ts'
import { userQuery } from '../users/queries.ts'
import { LatestTickets } from './TicketSection.tsx'
import './tickets.css'

/** What a contact asked for, and whose tickets they see. */
export function PersonTickets({ user }: { user: User }) {
	const { t } = useTranslation()
	const may = useMay()
	return (
		<section className="section" aria-labelledby="tickets">
			<div className="page-head">
				<h2 id="tickets">{t('tickets.title')}</h2>
				{may('tickets.work') && (
					<ButtonLink size="xs" variant="default" to="/tickets/new" search={{ requester_id: user.id }}>
						{t('tickets.new')}
					</ButtonLink>
				)}
			</div>
			<LatestTickets
				filter={{ requester_id: user.id }}
				caption={t('tickets.title')}
				empty={t('tickets.none_of_person')}
				all={t('tickets.of_person')}
				without={['requester']}
			/>
			{may('users.write') && <TicketRights user={user} />}
		</section>
	)
}

function TicketRights({ user }: { user: User }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const save = useMutation({
		mutationFn: (company_tickets: boolean) => api.patch<User>(`/users/${user.id}`, { company_tickets }),
		onSuccess: (changed) => {
			client.setQueryData(userQuery(user.id).queryKey, changed)
			saved(t(changed.company_tickets ? 'tickets.rights_on' : 'tickets.rights_off'))
		},
		onError: failed,
	})
	return (
		<Checkbox
			label={t('tickets.rights')}
			description={
				user.company_id === null
					? `${t('tickets.rights_hint')} ${t('tickets.rights_no_company')}`
					: t('tickets.rights_hint')
			}
			// Shown at once; a refusal takes it back.
			checked={save.isPending ? save.variables : user.company_tickets}
			onChange={(event) => save.mutate(event.currentTarget.checked)}
		/>
	)
}
