import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TicketFilter } from '../../contract/tickets.ts'
import { useMay } from '../auth/session.ts'
import { Failed, Loading } from '../ui/states.tsx'
import { type TicketColumn, ticketColumns } from './columns.tsx'
import { ticketListQuery } from './queries.ts'
import { defaultView, searchOf } from './search.ts'

/** A page of somebody else's shows the last few; all of them are the list's. */
const SHOWN = 8

interface LatestTicketsProps {
	filter: TicketFilter
	caption: string
	empty: string
	all: string
	without?: readonly TicketColumn[]
}

/** The tickets that changed last, and the way to all of them. */
export function LatestTickets({ filter, caption, empty, all, without = [] }: LatestTicketsProps) {
	const { t } = useTranslation()
	const works = useMay()('tickets.work')
	const { data, isPending, error, refetch } = useInfiniteQuery(ticketListQuery(filter, SHOWN))
	if (isPending) return <Loading lines={3} />
	if (!data) return <Failed error={error} retry={refetch} />
	const rows = data.pages.flatMap((page) => page.items).slice(0, SHOWN)
	if (rows.length === 0) return <p className="muted">{empty}</p>
	const columns = ticketColumns(t, { without: works ? without : [...without, 'priority', 'assignee'] })
	return (
		<>
			<table className="table">
				<caption className="hidden-text">{caption}</caption>
				<thead>
					<tr>
						{columns.map((column) => (
							<th
								key={column.key}
								scope="col"
								className={`${column.end ? 'end ' : ''}priority-${column.priority ?? 1}`}
								style={{ '--width': column.width } as React.CSSProperties}
							>
								{column.header}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.id}>
							{columns.map((column) => (
								<td key={column.key} className={`${column.end ? 'end ' : ''}priority-${column.priority ?? 1}`}>
									{column.cell(row)}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
			<p className="table-end">
				<Link to="/tickets" search={searchOf({ ...filter, view: 'all' }, defaultView(works) === 'open')}>
					{all}
				</Link>
			</p>
		</>
	)
}
