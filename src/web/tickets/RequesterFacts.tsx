import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../contract/tickets.ts'

const RequesterDialog = lazy(async () => ({ default: (await import('./RequesterDialog.tsx')).RequesterDialog }))

/** Whom one answers, and how else to reach them. */
export function RequesterFacts({ ticket }: { ticket: Ticket }) {
	const { requester, company } = ticket
	const { t } = useTranslation()
	const [open, setOpen] = useState(false)
	// It closes by itself, and gives the focus back.
	const [seen, setSeen] = useState(false)
	return (
		<section className="panel-section" aria-labelledby="panel-requester">
			<h2 id="panel-requester">{t('tickets.column.requester')}</h2>
			<ul className="plain-list panel-lines">
				<li>
					<Link to="/contacts/$id" params={{ id: requester.id }}>
						<bdi>{requester.name}</bdi>
					</Link>
					{requester.position && <span className="muted">, {requester.position}</span>}
				</li>
				{company && (
					<li>
						<Link to="/companies/$id" params={{ id: company.id }}>
							<bdi>{company.name}</bdi>
						</Link>
					</li>
				)}
				<li>
					{requester.email_placeholder ? (
						<span className="muted">{t('tickets.email_placeholder')}</span>
					) : (
						<a href={`mailto:${requester.email}`}>{requester.email}</a>
					)}
				</li>
				{[requester.phone, requester.mobile].filter(Boolean).map((number) => (
					<li key={number} className="number">
						<a href={`tel:${number}`}>{number}</a>
					</li>
				))}
				{!requester.active && <li className="muted">{t('tickets.requester_inactive')}</li>}
			</ul>
			<button type="button" className="link-button" onClick={() => setOpen(true)}>
				{t('tickets.requester_edit')}
			</button>
			<Suspense>
				{(open || seen) && (
					<RequesterDialog
						ticket={ticket}
						opened={open}
						onClose={() => {
							setOpen(false)
							setSeen(true)
						}}
					/>
				)}
			</Suspense>
		</section>
	)
}
