import { useQuery } from '@tanstack/react-query'
import { createLink } from '@tanstack/react-router'
import { type AnchorHTMLAttributes, forwardRef, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type SavedView, TICKET_VIEWS, type TicketFilter, type TicketView } from '../../contract/tickets.ts'
import { formatNumber } from '../i18n/format.ts'
import { countsQuery, savedCountQuery, viewsQuery } from './queries.ts'
import { isNarrowed, sameFilter, searchOf } from './search.ts'

const ViewNameDialog = lazy(async () => ({ default: (await import('./ViewDialogs.tsx')).ViewNameDialog }))
const DeleteViewDialog = lazy(async () => ({ default: (await import('./ViewDialogs.tsx')).DeleteViewDialog }))

interface ViewAnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
	current: boolean
}

/** Decides itself what is current: a search inside a view is still that view. */
const ViewLink = createLink(
	forwardRef<HTMLAnchorElement, ViewAnchorProps>(({ current, className: _, ...props }, ref) => (
		<a ref={ref} {...props} className="view" aria-current={current ? 'page' : undefined} />
	)),
)

/** The lists everybody has, then one's own; what is filtered can be kept as another one. Without a filter: the companies. */
export function Views({ filter }: { filter?: TicketFilter }) {
	const { t } = useTranslation()
	const { data: views = [] } = useQuery(viewsQuery)
	const [dialog, setDialog] = useState<'save' | 'rename' | 'delete'>()
	const own = filter && views.find((view) => sameFilter(view.filter, filter))
	const close = () => setDialog(undefined)
	return (
		<div className="views">
			<nav aria-label={t('tickets.views')}>
				<ul>
					{TICKET_VIEWS.map((view) => (
						<li key={view}>
							<ViewLink to="/tickets" search={searchOf({ view }, true)} current={!own && filter?.view === view}>
								{t(`tickets.view.${view}`)}
								<Count view={view} />
							</ViewLink>
						</li>
					))}
					<li>
						<ViewLink to="/tickets/by-company" current={!filter}>
							{t('tickets.by_company')}
						</ViewLink>
					</li>
					{views.map((view) => (
						<li key={view.id}>
							<ViewLink to="/tickets" search={searchOf(view.filter, true)} current={view === own}>
								<bdi>{view.name}</bdi>
								<SavedCount view={view} />
							</ViewLink>
						</li>
					))}
				</ul>
			</nav>
			{own && (
				<div className="view-actions">
					<button type="button" className="link-button" onClick={() => setDialog('rename')}>
						{t('tickets.view_rename')}
					</button>
					<button type="button" className="link-button" onClick={() => setDialog('delete')}>
						{t('tickets.view_delete')}
					</button>
				</div>
			)}
			{filter && !own && isNarrowed(filter) && (
				<button type="button" className="link-button" onClick={() => setDialog('save')}>
					{t('tickets.view_save')}
				</button>
			)}
			<Suspense>
				{filter && dialog === 'save' && <ViewNameDialog opened filter={filter} onClose={close} />}
				{filter && own && dialog === 'rename' && <ViewNameDialog opened view={own} filter={filter} onClose={close} />}
				{own && dialog === 'delete' && <DeleteViewDialog opened view={own} onClose={close} />}
			</Suspense>
		</div>
	)
}

function Count({ view }: { view: TicketView }) {
	const { data: counts } = useQuery(countsQuery)
	// Everything there ever was is a number nobody acts on.
	if (!counts || view === 'all') return null
	return <CountText count={counts[view]} more={counts[view] >= counts.counted_to} />
}

function SavedCount({ view }: { view: SavedView }) {
	const { data } = useQuery(savedCountQuery(view.filter))
	if (!data) return null
	return <CountText count={data.count} more={data.count >= data.counted_to} />
}

function CountText({ count, more }: { count: number; more: boolean }) {
	const { t } = useTranslation()
	if (more) {
		return (
			<span className="view-count" title={t('tickets.at_least', { number: formatNumber(count) })}>
				{t('tickets.or_more', { number: formatNumber(count) })}
			</span>
		)
	}
	return <span className="view-count">{formatNumber(count)}</span>
}
