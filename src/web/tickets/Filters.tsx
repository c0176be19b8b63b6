import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PRIORITIES } from '../../contract/tickets.ts'
import { stateText, useStates } from './marks.tsx'
import { assigneesQuery, groupsQuery } from './queries.ts'
import type { TicketSearch } from './search.ts'

interface FiltersProps {
	search: TicketSearch
	onChange: (next: TicketSearch) => void
}

/**
 * What most people narrow a list by; on a small screen behind one button. Native selects: they are there with the
 * first page at no cost, and every phone has its own good one.
 */
export function Filters({ search, onChange }: FiltersProps) {
	const { t } = useTranslation()
	const { states } = useStates()
	const { data: groups = [] } = useQuery(groupsQuery)
	const { data: assignees = [] } = useQuery(assigneesQuery(''))
	const [open, setOpen] = useState(false)
	const set = (values: TicketSearch) => onChange({ ...search, ...values })
	const used = [search.state_id, search.priority, search.group_id, search.assignee_id].filter(Boolean).length
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
				<Filter
					label={t('tickets.column.state')}
					all={t('tickets.filter.any_state')}
					options={states.map((state) => ({ value: String(state.id), label: stateText(state) }))}
					value={search.state_id}
					onChange={(value) => set({ state_id: toId(value), state: undefined })}
				/>
				<Filter
					label={t('tickets.column.priority')}
					all={t('tickets.filter.any_priority')}
					options={PRIORITIES.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
					value={search.priority}
					onChange={(value) => set({ priority: PRIORITIES.find((known) => known === value) })}
				/>
				<Filter
					label={t('tickets.column.group')}
					all={t('tickets.filter.any_group')}
					options={groups.map((group) => ({ value: String(group.id), label: group.name }))}
					value={search.group_id}
					onChange={(value) => set({ group_id: toId(value) })}
				/>
				<Filter
					label={t('tickets.column.assignee')}
					all={t('tickets.filter.any_assignee')}
					options={assignees.map((person) => ({ value: String(person.id), label: person.name }))}
					value={search.assignee_id}
					onChange={(value) => set({ assignee_id: toId(value) })}
				/>
			</div>
		</>
	)
}

function toId(value: string): number | undefined {
	return value === '' ? undefined : Number(value)
}

interface FilterProps {
	label: string
	all: string
	options: { value: string; label: string }[]
	value: string | number | undefined
	onChange: (value: string) => void
}

function Filter({ label, all, options, value, onChange }: FilterProps) {
	const chosen = value === undefined ? '' : String(value)
	// What the address asks for stands here even before its name is known.
	const missing = chosen !== '' && !options.some((option) => option.value === chosen)
	return (
		<NativeSelect
			aria-label={label}
			data={[{ value: '', label: all }, ...options, ...(missing ? [{ value: chosen, label: '…' }] : [])]}
			value={chosen}
			data-used={chosen !== '' || undefined}
			onChange={(event) => onChange(event.currentTarget.value)}
		/>
	)
}
