import { Button, Checkbox } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { sessionQuery } from '../auth/session.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { Empty } from '../ui/states.tsx'
import { ticketColumns } from './columns.tsx'
import { statesQuery, ticketListQuery } from './queries.ts'
import { filterOf, isNarrowed, useLastList } from './search.ts'

const route = getRouteApi('/app/tickets')

/** What one has asked for, and the company's where one sees it. Nothing of how the work is done. */
export function CustomerList() {
	const { t } = useTranslation()
	const search = route.useSearch()
	const navigate = route.useNavigate()
	const { data: session } = useQuery(sessionQuery)
	useQuery(statesQuery)
	const filter = filterOf(search, false)
	useLastList(search)
	const tickets = useInfiniteQuery(ticketListQuery(filter))
	const me = session?.user.id
	const others = tickets.data?.pages.some((page) => page.items.some((ticket) => ticket.requester.id !== me)) ?? false
	const narrowed = isNarrowed(filter) || filter.view === 'open'

	return (
		<Page title={t('tickets.title')} actions={<ButtonLink to="/tickets/new">{t('tickets.new')}</ButtonLink>}>
			<div className="filters filters-calm">
				<SearchBox
					label={t('tickets.search_label')}
					placeholder={t('tickets.search')}
					value={search.q ?? ''}
					onSearch={(q) => void navigate({ search: { ...search, q: q || undefined }, replace: true })}
				/>
				<Checkbox
					label={t('tickets.only_open')}
					checked={filter.view === 'open'}
					onChange={(event) =>
						void navigate({ search: { ...search, view: event.currentTarget.checked ? 'open' : undefined } })
					}
				/>
				{(others || search.requester_id !== undefined) && (
					<Checkbox
						label={t('tickets.only_mine')}
						checked={search.requester_id !== undefined}
						onChange={(event) =>
							void navigate({ search: { ...search, requester_id: event.currentTarget.checked ? me : undefined } })
						}
					/>
				)}
			</div>
			<DataTable
				caption={t('tickets.title')}
				columns={ticketColumns(t, {
					without: others ? ['priority', 'assignee', 'company'] : ['priority', 'assignee', 'requester'],
				})}
				pages={tickets}
				rowKey={(ticket) => ticket.id}
				empty={
					narrowed ? (
						<Empty title={search.q ? t('list.nothing_found', { q: search.q }) : t('list.nothing_filtered')}>
							<Button variant="default" onClick={() => void navigate({ search: {} })}>
								{t('list.show_all')}
							</Button>
						</Empty>
					) : (
						<Empty title={t('tickets.empty_own')}>
							<p>{t('tickets.empty_own_hint')}</p>
							<div className="empty-actions">
								<ButtonLink to="/tickets/new">{t('tickets.new')}</ButtonLink>
							</div>
						</Empty>
					)
				}
			/>
		</Page>
	)
}
