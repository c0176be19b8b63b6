import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Named, type NewTicket, PRIORITIES, type Priority } from '../../contract/tickets.ts'
import { AssigneeSelect } from './AssigneeSelect.tsx'
import { stateText, useStates } from './marks.tsx'
import { groupsQuery } from './queries.ts'
import { TicketTags } from './TicketTags.tsx'

/** What operators may say about a new ticket besides what it is about. */
export interface Work {
	/** Null: new. */
	state_id: number | null
	priority: Priority
	group_id: number | null
	assignee: Named | null
	tags: string[]
}

export const NO_WORK: Work = { state_id: null, priority: 'normal', group_id: null, assignee: null, tags: [] }

export function workBody({ state_id, assignee, ...work }: Work): Partial<NewTicket> {
	return { ...work, assignee_id: assignee?.id ?? null, ...(state_id === null ? {} : { state_id }) }
}

interface WorkFieldsProps {
	work: Work
	onChange: (work: Work) => void
	errors: Record<string, string>
}

export function WorkFields({ work, onChange, errors }: WorkFieldsProps) {
	const { t } = useTranslation()
	const { data: groups = [] } = useQuery(groupsQuery)
	const { states } = useStates()
	const offered = states.filter((state) => state.active)
	const usual = offered.find((state) => state.base === 'new')
	return (
		<fieldset>
			<div className="form-grid">
				<Select
					label={t('tickets.column.state')}
					allowDeselect={false}
					data={offered.map((state) => ({ value: String(state.id), label: stateText(state) }))}
					value={String(work.state_id ?? usual?.id ?? '')}
					onChange={(value) => onChange({ ...work, state_id: Number(value) })}
					error={errors.state_id}
				/>
				<Select
					label={t('tickets.column.priority')}
					allowDeselect={false}
					data={PRIORITIES.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
					value={work.priority}
					onChange={(value) => onChange({ ...work, priority: PRIORITIES.find((known) => known === value) ?? 'normal' })}
				/>
				<Select
					label={t('tickets.column.group')}
					placeholder={t('tickets.no_group')}
					clearable
					clearButtonProps={{ 'aria-label': t('tickets.group_clear') }}
					data={groups.filter((group) => group.active).map(({ id, name }) => ({ value: String(id), label: name }))}
					value={work.group_id === null ? null : String(work.group_id)}
					onChange={(value) => onChange({ ...work, group_id: value === null ? null : Number(value) })}
					error={errors.group_id}
				/>
				<AssigneeSelect
					label={t('tickets.column.assignee')}
					placeholder={t('tickets.nobody')}
					clearLabel={t('tickets.assignee_clear')}
					value={work.assignee}
					onChange={(assignee) => onChange({ ...work, assignee })}
				/>
				<div className="wide">
					<TicketTags tags={work.tags} onChange={(tags) => onChange({ ...work, tags })} error={errors.tags} />
				</div>
			</div>
		</fieldset>
	)
}
