import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Page } from '../../contract/imports.ts'
import type { User } from '../../contract/people.ts'
import { api } from '../api.ts'
import { Choice } from '../import/Choice.tsx'
import { userQuery } from '../users/queries.ts'

/**
 * One person under several companies has an account for each, all with one e-mail: which of them asks decides whose
 * ticket it is. Nothing is asked of anybody else.
 */
export function AccountChoice({ userId, onChange }: { userId: number; onChange: (id: number) => void }) {
	const { t } = useTranslation()
	const { data: chosen } = useQuery(userQuery(userId))
	const { data: accounts = [] } = useQuery({
		queryKey: ['users', 'accounts', chosen?.email],
		queryFn: async ({ signal }) => {
			const filter = { q: chosen?.email, role: 'customer', active: true, limit: 50 }
			const { items } = await api.get<Page<User>>('/users', filter, signal)
			return items.filter((one) => one.email.toLowerCase() === chosen?.email.toLowerCase())
		},
		enabled: chosen !== undefined && !chosen.email_placeholder,
	})
	if (accounts.length < 2) return null
	return (
		<Choice
			label={t('tickets.which_company')}
			value={String(userId)}
			onChange={(id) => onChange(Number(id))}
			choices={accounts.map(({ id, company, username }) => ({
				value: String(id),
				label: company ?? t('users.no_company'),
				hint: username,
			}))}
		/>
	)
}
