import { Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BulkChange, type ListedTicket, type Named, PRIORITIES } from '../../contract/tickets.ts'
import { api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { failed, saved } from '../ui/notify.ts'
import { AssigneeSelect } from './AssigneeSelect.tsx'
import { stateText, useStates } from './marks.tsx'
import { groupsQuery, refreshLists } from './queries.ts'
import type { Selection } from './selection.ts'

interface BulkBarProps {
	rows: ListedTicket[]
	selection: Selection
}

/** For those selected: first what shall be, then one button that says to how many. */
export function BulkBar({ rows, selection }: BulkBarProps) {
	const { t } = useTranslation()
	const count = selection.ids.size
	return (
		<section className="bulk" aria-label={t('tickets.bulk.title')}>
			<div className="bulk-head">
				<strong role="status">{t('tickets.bulk.selected', { count })}</strong>
				{count < rows.length && (
					<button type="button" className="link-button" onClick={() => selection.choose(rows.map((row) => row.id))}>
						{t('tickets.bulk.select_shown', { count: rows.length })}
					</button>
				)}
				<button type="button" className="link-button" onClick={selection.clear}>
					{t('tickets.bulk.clear')}
				</button>
			</div>
			<BulkForm selection={selection} />
		</section>
	)
}

function BulkForm({ selection }: { selection: Selection }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const { states } = useStates()
	const { data: groups = [] } = useQuery(groupsQuery)
	const [values, setValues] = useState<Omit<BulkChange, 'ids'>>({})
	const [assignee, setAssignee] = useState<Named | null>(null)
	const count = selection.ids.size
	const apply = useAction({
		mutationFn: () => api.post<{ changed: number }>('/tickets/bulk', { ids: [...selection.ids], ...values }),
		onSuccess: ({ changed }) => {
			refreshLists(client)
			void client.invalidateQueries({ queryKey: ['tickets', 'one'] })
			saved(t('tickets.bulk.changed', { count: changed }))
			selection.clear()
		},
		onError: failed,
	})
	const set = (next: Partial<BulkChange>) => setValues({ ...values, ...next })
	/** What is chosen and then emptied again is not changed at all. */
	const drop = (key: keyof typeof values) => {
		const { [key]: _, ...rest } = values
		setValues(rest)
	}
	const clear = { clearable: true, clearButtonProps: { 'aria-label': t('tickets.filter.clear') } } as const
	return (
		<form
			className="bulk-form"
			onSubmit={(event) => {
				event.preventDefault()
				apply.mutate()
			}}
		>
			<AssigneeSelect
				aria-label={t('tickets.column.assignee')}
				placeholder={t('tickets.bulk.assignee')}
				value={assignee}
				onChange={(person) => {
					setAssignee(person)
					if (person) set({ assignee_id: person.id })
					else drop('assignee_id')
				}}
			/>
			<Select
				{...clear}
				aria-label={t('tickets.column.state')}
				placeholder={t('tickets.bulk.state')}
				data={states
					.filter((state) => state.active)
					.map((state) => ({ value: String(state.id), label: stateText(state) }))}
				value={values.state_id ? String(values.state_id) : null}
				onChange={(value) => (value ? set({ state_id: Number(value) }) : drop('state_id'))}
			/>
			<Select
				{...clear}
				aria-label={t('tickets.column.priority')}
				placeholder={t('tickets.bulk.priority')}
				data={PRIORITIES.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
				value={values.priority ?? null}
				onChange={(value) => {
					const priority = PRIORITIES.find((known) => known === value)
					if (priority) set({ priority })
					else drop('priority')
				}}
			/>
			<Select
				{...clear}
				aria-label={t('tickets.column.group')}
				placeholder={t('tickets.bulk.group')}
				data={groups.filter((group) => group.active).map((group) => ({ value: String(group.id), label: group.name }))}
				nothingFoundMessage={t('tickets.no_group_found')}
				value={values.group_id ? String(values.group_id) : null}
				onChange={(value) => (value ? set({ group_id: Number(value) }) : drop('group_id'))}
			/>
			<Button type="submit" disabled={Object.keys(values).length === 0} loading={apply.isPending}>
				{t('tickets.bulk.apply', { count })}
			</Button>
		</form>
	)
}
