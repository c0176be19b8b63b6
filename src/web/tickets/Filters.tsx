import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PRIORITIES } from '../../contract/tickets.ts'
import { AssigneeSelect } from './AssigneeSelect.tsx'
import { stateText, useStates } from './marks.tsx'
import { groupsQuery } from './queries.ts'
import type { TicketSearch } from './search.ts'

interface FiltersProps {
	search: TicketSearch
	onChange: (next: TicketSearch) => void
}

/** What most people narrow a list by. On a small screen behind one button. */
export function Filters({ search, onChange }: FiltersProps) {
	const { t } = useTranslation()
	const { states } = useStates()
	const { data: groups = [] } = useQuery(groupsQuery)
	const [open, setOpen] = useState(false)
	const set = (values: TicketSearch) => onChange({ ...search, ...values })
	const used = [search.state_id, search.priority, search.group_id, search.assignee_id].filter(Boolean).length
	const common = { clearable: true, clearButtonProps: { 'aria-label': t('tickets.filter.clear') } } as const
	return (
		<>
			<Button
				className="filters-toggle"
				variant="default"
				aria-expanded={open}
				aria-controls="ticket-filters"
				onClick={() => setOpen(!open)}
			>
				{used > 0 ? t('tickets.filter.toggle_used', { count: used }) : t('tickets.filter.toggle')}
			</Button>
			<div id="ticket-filters" className="filters-more" data-open={open || undefined}>
				<Select
					{...common}
					aria-label={t('tickets.column.state')}
					placeholder={t('tickets.column.state')}
					data={states.map((state) => ({ value: String(state.id), label: stateText(state) }))}
					value={search.state_id ? String(search.state_id) : null}
					onChange={(value) => set({ state_id: value ? Number(value) : undefined, state: undefined })}
				/>
				<Select
					{...common}
					aria-label={t('tickets.column.priority')}
					placeholder={t('tickets.column.priority')}
					data={PRIORITIES.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
					value={search.priority ?? null}
					onChange={(value) => set({ priority: PRIORITIES.find((known) => known === value) })}
				/>
				<Select
					{...common}
					searchable
					aria-label={t('tickets.column.group')}
					placeholder={t('tickets.column.group')}
					nothingFoundMessage={t('tickets.no_group_found')}
					data={groups.map((group) => ({ value: String(group.id), label: group.name }))}
					value={search.group_id ? String(search.group_id) : null}
					onChange={(value) => set({ group_id: value ? Number(value) : undefined })}
				/>
				<AssigneeSelect
					aria-label={t('tickets.column.assignee')}
					placeholder={t('tickets.column.assignee')}
					value={search.assignee_id ? { id: search.assignee_id } : null}
					onChange={(person) => set({ assignee_id: person?.id })}
				/>
			</div>
		</>
	)
}
