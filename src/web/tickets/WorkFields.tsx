import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Named, type NewTicket, PRIORITIES, type Priority } from '../../contract/tickets.ts'
import { AssigneeSelect } from './AssigneeSelect.tsx'
import { groupsQuery } from './queries.ts'

/** What operators may say about a new ticket besides what it is about. */
export interface Work {
	priority: Priority
	group_id: number | null
	assignee: Named | null
}

export function workBody({ priority, group_id, assignee }: Work): Partial<NewTicket> {
	return { priority, group_id, assignee_id: assignee?.id ?? null }
}

interface WorkFieldsProps {
	work: Work
	onChange: (work: Work) => void
	errors: Record<string, string>
}

export function WorkFields({ work, onChange, errors }: WorkFieldsProps) {
	const { t } = useTranslation()
	const { data: groups = [] } = useQuery(groupsQuery)
	return (
		<fieldset>
			<div className="form-grid">
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
			</div>
		</fieldset>
	)
}
