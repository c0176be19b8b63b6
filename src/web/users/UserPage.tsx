import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '../../contract/fields.ts'
import type { User } from '../../contract/people.ts'
import { useMay } from '../auth/session.ts'
import { formatDay } from '../i18n/format.ts'
import { RecordHistory } from '../import/RecordHistory.tsx'
import { PersonTickets } from '../tickets/PersonTickets.tsx'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { type Fact, Facts } from '../ui/Facts.tsx'
import { ImportedFrom } from '../ui/ImportedFrom.tsx'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { fullName, userQuery } from './queries.ts'

const contactRoute = getRouteApi('/app/contacts/$id')
const userRoute = getRouteApi('/app/admin/users/$id')

export function ContactPage() {
	return <Person id={contactRoute.useParams().id} list="/contacts" edit="/contacts/$id/edit" />
}

export function UserPage() {
	return <Person id={userRoute.useParams().id} list="/admin/users" edit="/admin/users/$id/edit" />
}

interface PersonProps {
	id: number
	list: '/contacts' | '/admin/users'
	edit: '/contacts/$id/edit' | '/admin/users/$id/edit'
}

function Person({ id, list, edit }: PersonProps) {
	const { t } = useTranslation()
	const may = useMay()
	const { data: user, isPending, error, refetch } = useQuery(userQuery(id))
	const listName = t(list === '/contacts' ? 'users.contacts' : 'users.all')
	const above = (
		<div className="page-above">
			<Link to={list}>{listName}</Link>
		</div>
	)

	if (isPending) return <Loading />
	if (!user) {
		return (
			<Page title={listName} above={above}>
				<Failed error={error} retry={refetch} />
			</Page>
		)
	}
	// Colleagues are no contacts, whatever link led here.
	if (list === '/contacts' && user.role !== 'customer' && may('users.write')) {
		return <Navigate to="/admin/users/$id" params={{ id }} replace />
	}
	// Operators and administrators are changed only by those who may.
	const mayChange = may('users.write') && (user.role === 'customer' || may('staff.write'))
	return (
		<Page
			title={fullName(user) || user.username}
			above={above}
			actions={
				mayChange && (
					<ButtonLink variant="default" to={edit} params={{ id }}>
						{t('action.edit')}
					</ButtonLink>
				)
			}
		>
			{!user.active && <p className="notice">{t('users.active_hint')}</p>}
			<Facts facts={userFacts(t, user)} />
			{user.role === 'customer' && may('tickets.read') && <PersonTickets user={user} />}
			<RecordHistory target="users" id={id} />
			{mayChange && <PasswordSection user={user} />}
		</Page>
	)
}

function userFacts(t: TFunction, user: User): Fact[] {
	const language = LANGUAGES.find((known) => known === user.language)
	return [
		{ label: t('field.username'), value: user.username },
		{ label: t('field.email'), value: <Email user={user} /> },
		{ label: t('field.role'), value: t(`role.${user.role}`) },
		{
			label: t('field.company'),
			value: user.company_id !== null && (
				<Link to="/companies/$id" params={{ id: user.company_id }}>
					{user.company}
				</Link>
			),
		},
		{
			label: t('field.groups'),
			value: user.role !== 'customer' && (user.groups.map(({ name }) => name).join(', ') || t('users.groups_none')),
		},
		{ label: t('field.position'), value: user.position },
		{ label: t('field.phone'), value: user.phone && <a href={`tel:${user.phone}`}>{user.phone}</a> },
		{ label: t('field.mobile'), value: user.mobile && <a href={`tel:${user.mobile}`}>{user.mobile}</a> },
		{ label: t('field.language'), value: language ? t(`language.${language}`) : user.language },
		{ label: t('field.note'), value: user.note },
		{ label: t('field.external_id'), value: user.external_id },
		{ label: t('users.added'), value: formatDay(user.created_at) },
		{ label: t('users.imported'), value: <ImportedFrom importId={user.import_id} line={user.import_line} /> },
	].filter((fact) => fact.value !== false)
}

function Email({ user }: { user: User }) {
	const { t } = useTranslation()
	if (!user.email_placeholder) return <a href={`mailto:${user.email}`}>{user.email}</a>
	return (
		<>
			{user.email}
			<span className="tag">
				{t('users.placeholder')}. {t('users.placeholder_hint')}
			</span>
		</>
	)
}
