import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TicketFilter } from '../../contract/tickets.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Empty } from '../ui/states.tsx'
import { isNarrowed } from './search.ts'

interface NoTicketsProps {
	filter: TicketFilter
	onShowAll: () => void
}

/** Why the list is empty, and what to do next: that depends on what was asked for. */
export function NoTickets({ filter, onShowAll }: NoTicketsProps) {
	const { t } = useTranslation()
	const { view = 'all', q } = filter
	if (isNarrowed(filter)) {
		return (
			<Empty title={q ? t('list.nothing_found', { q }) : t('list.nothing_filtered')}>
				{view !== 'all' && <p>{t('tickets.empty_narrowed')}</p>}
				<Button variant="default" onClick={onShowAll}>
					{t('list.show_all')}
				</Button>
			</Empty>
		)
	}
	return (
		<Empty title={t(`tickets.empty.${view}`)}>
			<p>{t(`tickets.empty_hint.${view}`)}</p>
			<div className="empty-actions">
				{view === 'mine' && (
					<ButtonLink to="/tickets" search={{ view: 'unassigned' }}>
						{t('tickets.show_unassigned')}
					</ButtonLink>
				)}
				{(view === 'open' || view === 'unassigned') && (
					<Button variant="default" onClick={onShowAll}>
						{t('tickets.show_all')}
					</Button>
				)}
				{view === 'all' && <ButtonLink to="/tickets/new">{t('tickets.new')}</ButtonLink>}
			</div>
		</Empty>
	)
}
