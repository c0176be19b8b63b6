import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMay } from '../auth/session.ts'
import { companyQuery } from '../companies/queries.ts'
import { Icon } from '../ui/Icon.tsx'
import { fullName, userQuery } from '../users/queries.ts'
import type { TicketSearch } from './search.ts'

interface FilterChipsProps {
	search: TicketSearch
	onChange: (next: TicketSearch) => void
}

/** What the list is narrowed by from elsewhere: one came by a link, and can drop it here. */
export function FilterChips({ search, onChange }: FilterChipsProps) {
	const { t } = useTranslation()
	const { state, tag, number, company_id, requester_id } = search
	const without = (key: keyof TicketSearch) => () => onChange({ ...search, [key]: undefined })
	if (!state && !tag && !number && !company_id && !requester_id) return null
	return (
		<ul className="chips">
			{company_id && <CompanyChip id={company_id} onRemove={without('company_id')} />}
			{requester_id && <RequesterChip id={requester_id} onRemove={without('requester_id')} />}
			{state && (
				<Chip text={`${t('tickets.column.state')}: ${t(`tickets.state.${state}`)}`} onRemove={without('state')} />
			)}
			{tag && <Chip text={`${t('tickets.column.tag')}: ${tag}`} onRemove={without('tag')} />}
			{number && <Chip text={t('tickets.one', { number })} onRemove={without('number')} />}
		</ul>
	)
}

function CompanyChip({ id, onRemove }: { id: number; onRemove: () => void }) {
	const { t } = useTranslation()
	const { data } = useQuery(companyQuery(id))
	return <Chip text={`${t('tickets.column.company')}: ${data?.name ?? '…'}`} onRemove={onRemove} />
}

function RequesterChip({ id, onRemove }: { id: number; onRemove: () => void }) {
	const { t } = useTranslation()
	const may = useMay()
	const { data } = useQuery({ ...userQuery(id), enabled: may('users.read') })
	const name = data ? fullName(data) || data.username : '…'
	return <Chip text={`${t('tickets.column.requester')}: ${name}`} onRemove={onRemove} />
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
	const { t } = useTranslation()
	return (
		<li className="chip">
			<bdi>{text}</bdi>
			<button type="button" aria-label={t('tickets.filter.remove', { what: text })} onClick={onRemove}>
				<Icon name="close" size={12} />
			</button>
		</li>
	)
}
