import { Button, Select } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLES } from '../../contract/fields.ts'
import { useMay } from '../auth/session.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { Empty } from '../ui/states.tsx'
import { UserTable } from './UserTable.tsx'

const contactsRoute = getRouteApi('/app/contacts')
const usersRoute = getRouteApi('/app/admin/users')

/** Zákazníci → Kontakty: the customers' people only. */
export function ContactList() {
	const { t } = useTranslation()
	const { q } = contactsRoute.useSearch()
	const navigate = contactsRoute.useNavigate()
	const may = useMay()
	return (
		<Page
			title={t('users.contacts')}
			actions={
				<>
					{may('imports.run') && (
						<ButtonLink variant="default" to="/admin/imports/new" search={{ target: 'users' }}>
							{t('action.import')}
						</ButtonLink>
					)}
					{may('users.write') && <ButtonLink to="/contacts/new">{t('users.new_contact')}</ButtonLink>}
				</>
			}
		>
			<div className="filters">
				<SearchBox
					label={t('users.search_label')}
					placeholder={t('users.search')}
					value={q ?? ''}
					onSearch={(text) => void navigate({ search: { q: text || undefined }, replace: true })}
				/>
			</div>
			<UserTable
				filter={{ q, role: 'customer' }}
				caption={t('users.contacts')}
				page="/contacts/$id"
				without="role"
				empty={
					q ? (
						<Empty title={t('list.nothing_found', { q })}>
							<Button variant="default" onClick={() => void navigate({ search: {} })}>
								{t('list.show_all')}
							</Button>
						</Empty>
					) : (
						<NoPeople title={t('users.empty_contacts')} hint={t('users.empty_contacts_hint')}>
							{t('users.import')}
						</NoPeople>
					)
				}
			/>
		</Page>
	)
}

/** Administrace → Správa všech uživatelů: everyone, with the article's Import button. */
export function AllUsers() {
	const { t } = useTranslation()
	const { q, role } = usersRoute.useSearch()
	const navigate = usersRoute.useNavigate()
	const may = useMay()
	return (
		<Page
			title={t('users.all')}
			actions={
				<>
					{may('imports.run') && (
						<ButtonLink variant="default" to="/admin/imports/new" search={{ target: 'users' }}>
							{t('action.import')}
						</ButtonLink>
					)}
					{may('invitations.send') && (
						<ButtonLink variant="default" to="/admin/invitations/new" search={{ role, q }}>
							{t('invitations.invite')}
						</ButtonLink>
					)}
					{may('users.write') && <ButtonLink to="/admin/users/new">{t('users.new_user')}</ButtonLink>}
				</>
			}
		>
			<div className="filters">
				<SearchBox
					label={t('users.search_label')}
					placeholder={t('users.search')}
					value={q ?? ''}
					onSearch={(text) => void navigate({ search: { role, q: text || undefined }, replace: true })}
				/>
				<Select
					aria-label={t('users.role_label')}
					allowDeselect={false}
					data={[
						{ value: '', label: t('users.role_all') },
						...ROLES.map((value) => ({ value, label: t(`role.${value}`) })),
					]}
					value={role ?? ''}
					onChange={(value) =>
						void navigate({ search: { q, role: ROLES.find((known) => known === value) }, replace: true })
					}
				/>
			</div>
			<UserTable
				filter={{ q, role }}
				caption={t('users.all')}
				page="/admin/users/$id"
				empty={
					q || role ? (
						<Empty title={q ? t('list.nothing_found', { q }) : t('list.nothing_filtered')}>
							<Button variant="default" onClick={() => void navigate({ search: {} })}>
								{t('list.show_all')}
							</Button>
						</Empty>
					) : (
						<NoPeople title={t('users.empty_users')} hint={t('users.empty_contacts_hint')}>
							{t('users.import_users')}
						</NoPeople>
					)
				}
			/>
		</Page>
	)
}

function NoPeople({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
	const may = useMay()
	return (
		<Empty title={title}>
			<p>{hint}</p>
			{may('imports.run') && (
				<div className="empty-actions">
					<ButtonLink to="/admin/imports/new" search={{ target: 'users' }}>
						{children}
					</ButtonLink>
				</div>
			)}
		</Empty>
	)
}
