import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedTicket } from '../../contract/tickets.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { useTake } from './changes.ts'
import { ticketColumns } from './columns.tsx'
import { FilterChips } from './FilterChips.tsx'
import { Filters } from './Filters.tsx'
import { NoTickets } from './NoTickets.tsx'
import { statesQuery, ticketListQuery } from './queries.ts'
import { filterOf, useLastList } from './search.ts'
import { useSelection } from './selection.ts'
import { moveInList, takeInList, toggleInList, useShortcuts } from './shortcuts.ts'
import { Views } from './Views.tsx'

const route = getRouteApi('/app/tickets')

/** What is not on the page until somebody asks for it. */
const BulkBar = lazy(async () => ({ default: (await import('./BulkBar.tsx')).BulkBar }))
const ShortcutsDialog = lazy(async () => ({ default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog }))

export function StaffList() {
	const { t } = useTranslation()
	const search = route.useSearch()
	const navigate = route.useNavigate()
	const filter = filterOf(search, true)
	useLastList(search)
	const tickets = useInfiniteQuery(ticketListQuery(filter))
	// Asked for here, so that the rows do not each wait for it.
	useQuery(statesQuery)
	const selection = useSelection(filter)
	const take = useTake()
	const [help, setHelp] = useState(false)
	const rows: ListedTicket[] = tickets.data?.pages.flatMap((page) => page.items) ?? []

	useShortcuts({
		j: () => moveInList(1),
		k: () => moveInList(-1),
		x: toggleInList,
		e: () => document.querySelector<HTMLElement>('.bulk-form input')?.focus(),
		t: takeInList,
		c: () => void navigate({ to: '/tickets/new' }),
		'/': () => document.querySelector<HTMLInputElement>('#content input[type="search"]')?.focus(),
		'?': () => setHelp(true),
		Escape: selection.clear,
	})

	return (
		<Page
			title={t('tickets.title')}
			actions={
				<>
					<Button className="keys-button" variant="subtle" color="gray" onClick={() => setHelp(true)}>
						{t('tickets.keys.title')}
					</Button>
					<ButtonLink to="/tickets/new">{t('tickets.new')}</ButtonLink>
				</>
			}
		>
			<Views filter={filter} />
			<div className="filters">
				<SearchBox
					label={t('tickets.search_label')}
					placeholder={t('tickets.search')}
					value={search.q ?? ''}
					onSearch={(q) => void navigate({ search: { ...search, q: q || undefined }, replace: true })}
				/>
				<Filters search={search} onChange={(next) => void navigate({ search: next })} />
			</div>
			<FilterChips search={search} onChange={(next) => void navigate({ search: next })} />
			{/* Before the rows, or Tab would come to it only after all of them, and after those that load meanwhile. */}
			<div className="bulk-list">
				<Suspense>{selection.ids.size > 0 && <BulkBar rows={rows} selection={selection} />}</Suspense>
				<DataTable
					caption={t('tickets.title')}
					columns={ticketColumns(t, {
						selection,
						take: (ticket) => take.mutate(ticket.id),
						// One's own are all one's own.
						without: filter.view === 'mine' ? ['assignee'] : [],
					})}
					pages={tickets}
					rowKey={(ticket) => ticket.id}
					rowClass={(ticket) => (selection.has(ticket.id) ? 'selected' : undefined)}
					empty={<NoTickets filter={filter} onShowAll={() => void navigate({ search: { view: 'all' } })} />}
				/>
			</div>
			<Suspense>{help && <ShortcutsDialog opened onClose={() => setHelp(false)} />}</Suspense>
		</Page>
	)
}
