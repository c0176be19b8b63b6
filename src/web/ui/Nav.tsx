import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Permission, useMay } from '../auth/session.ts'

/**
 * In the order and the words of the help article. A section shows when anything in it may be done: of companies and people
 * a customer reads only their own, and has no list to go to.
 */
const SECTIONS = [
	{
		// What everybody comes for.
		label: 'nav.tickets',
		links: [{ to: '/tickets', label: 'nav.tickets', need: 'tickets.read' }],
	},
	{
		label: 'nav.customers',
		links: [
			{ to: '/companies', label: 'nav.companies', need: 'companies.write' },
			{ to: '/contacts', label: 'nav.contacts', need: 'users.write' },
		],
	},
	{
		label: 'nav.administration',
		links: [
			{ to: '/admin/users', label: 'nav.all_users', need: 'users.write' },
			{ to: '/admin/imports', label: 'nav.imports', need: 'imports.run' },
			{ to: '/admin/invitations', label: 'nav.invitations', need: 'invitations.send' },
			{ to: '/help/import', label: 'nav.help', need: 'imports.run' },
			{ to: '/admin/groups', label: 'nav.groups', need: 'groups.write' },
			{ to: '/admin/states', label: 'nav.states', need: 'states.write' },
			{ to: '/admin/webhooks', label: 'nav.webhooks', need: 'webhooks.write' },
			{ to: '/admin/tokens', label: 'nav.tokens', need: 'tokens.write' },
			{ to: '/admin/retention', label: 'nav.retention', need: 'settings.read' },
			{ to: '/admin/security', label: 'nav.security', need: 'settings.read' },
		],
	},
] as const satisfies { label: string; links: { to: string; label: string; need: Permission }[] }[]

export function Nav() {
	const { t } = useTranslation()
	const may = useMay()
	return (
		<nav aria-label={t('app.nav')} className="nav">
			{SECTIONS.map((section) => {
				const links = section.links.filter((link) => may(link.need))
				if (links.length === 0) return null
				const list = (
					<ul key={section.label}>
						{links.map((link) => (
							<li key={link.to}>
								<Link to={link.to} className="nav-link" activeOptions={{ includeSearch: false }}>
									{t(link.label)}
								</Link>
							</li>
						))}
					</ul>
				)
				// One link needs no heading: it would say the same twice.
				if (section.links.length === 1) return list
				return (
					<section key={section.label} aria-label={t(section.label)}>
						<p className="nav-section" aria-hidden="true">
							{t(section.label)}
						</p>
						{list}
					</section>
				)
			})}
		</nav>
	)
}
