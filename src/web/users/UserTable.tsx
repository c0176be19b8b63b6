import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../../contract/people.ts'
import { DataTable, type TableColumn } from '../ui/DataTable.tsx'
import { fullName, type UserFilter, userListQuery } from './queries.ts'

interface UserTableProps {
	filter: UserFilter
	caption: string
	empty: ReactNode
	/** Contacts and all users have their own pages, so that the menu shows where one is. */
	page: '/contacts/$id' | '/admin/users/$id'
	/** The column that would say the same in every row. */
	without?: 'company' | 'role'
}

export function UserTable({ filter, caption, empty, page, without }: UserTableProps) {
	const { t } = useTranslation()
	const users = useInfiniteQuery(userListQuery(filter))
	return (
		<DataTable
			caption={caption}
			columns={columns(t, page).filter((column) => column.key !== without)}
			pages={users}
			rowKey={(user) => user.id}
			rowClass={(user) => (user.active ? undefined : 'faded')}
			empty={empty}
		/>
	)
}

function columns(t: TFunction, page: UserTableProps['page']): TableColumn<User>[] {
	return [
		{
			key: 'person',
			header: t('users.person'),
			width: '22%',
			cell: (user) => (
				<>
					<Link to={page} params={{ id: user.id }} className="plain-link" title={fullName(user)}>
						{fullName(user) || user.username}
					</Link>
					{!user.active && <span className="tag">{t('users.inactive')}</span>}
				</>
			),
		},
		{ key: 'username', header: t('field.username'), priority: 2, cell: (user) => user.username },
		{
			key: 'email',
			header: t('field.email'),
			priority: 2,
			width: '26%',
			cell: (user) => (
				<span className="with-tag">
					<span title={user.email}>{user.email}</span>
					{user.email_placeholder && (
						<span className="tag" title={t('users.placeholder_hint')}>
							{t('users.placeholder_short')}
						</span>
					)}
				</span>
			),
		},
		{
			key: 'company',
			header: t('field.company'),
			width: '20%',
			cell: (user) => <span title={user.company ?? undefined}>{user.company}</span>,
		},
		{ key: 'role', header: t('field.role'), priority: 3, cell: (user) => t(`role.${user.role}`) },
	]
}
