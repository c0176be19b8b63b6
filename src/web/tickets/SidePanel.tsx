import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { PRIORITIES, type Ticket } from '../../contract/tickets.ts'
import { formatTime } from '../i18n/format.ts'
import { AssigneeSelect } from './AssigneeSelect.tsx'
import { type Change, isStale, tagsChange, useTicketChange } from './changes.ts'
import { PriorityMark, StateMark, stateText, useStates } from './marks.tsx'
import { OtherTickets } from './OtherTickets.tsx'
import { groupsQuery } from './queries.ts'
import { RequesterFacts } from './RequesterFacts.tsx'
import { TicketTags } from './TicketTags.tsx'

/** What a ticket is, beside what is said in it. Every choice is written at once. */
export function SidePanel({ ticket }: { ticket: Ticket }) {
	const { t } = useTranslation()
	const change = useTicketChange(ticket.id)
	const { states } = useStates()
	const { data: groups = [] } = useQuery(groupsQuery)
	const { group } = ticket
	const offeredStates = states.filter((state) => state.active || state.id === ticket.state_id)
	const offeredGroups = new Map(groups.filter((one) => one.active).map((one) => [one.id, one.name]))
	if (group) offeredGroups.set(group.id, group.name)
	const repeat = (refused: Change) => change.mutate(refused.again?.(ticket) ?? refused)

	return (
		<aside id="ticket-panel" className="ticket-panel" aria-label={t('tickets.panel')}>
			{isStale(change.error) && change.variables && (
				<div role="alert" className="notice notice-warning">
					<p>{t('tickets.stale')}</p>
					<Button size="xs" variant="default" onClick={() => change.variables && repeat(change.variables)}>
						{t('tickets.stale_again')}
					</Button>
				</div>
			)}
			<Select
				label={t('tickets.column.state')}
				allowDeselect={false}
				leftSection={<StateMark base={ticket.state} />}
				data={offeredStates.map((state) => ({ value: String(state.id), label: stateText(state) }))}
				value={String(ticket.state_id)}
				onChange={(value) => {
					const state = states.find((known) => String(known.id) === value)
					if (!state) return
					change.mutate({ change: { state_id: state.id }, shown: { state_id: state.id, state: state.base } })
				}}
			/>
			<Select
				label={t('tickets.column.priority')}
				allowDeselect={false}
				leftSection={<PriorityMark priority={ticket.priority} />}
				data={PRIORITIES.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
				value={ticket.priority}
				onChange={(value) => {
					const priority = PRIORITIES.find((known) => known === value)
					if (priority) change.mutate({ change: { priority }, shown: { priority } })
				}}
			/>
			<AssigneeSelect
				label={t('tickets.column.assignee')}
				placeholder={t('tickets.nobody')}
				clearLabel={t('tickets.assignee_clear')}
				value={ticket.assignee}
				onChange={(assignee) => change.mutate({ change: { assignee_id: assignee?.id ?? null }, shown: { assignee } })}
			/>
			<Select
				label={t('tickets.column.group')}
				placeholder={t('tickets.no_group')}
				clearable
				clearButtonProps={{ 'aria-label': t('tickets.group_clear') }}
				nothingFoundMessage={t('tickets.no_group_found')}
				description={group ? t('tickets.group_hint') : undefined}
				inputWrapperOrder={['label', 'input', 'description', 'error']}
				data={[...offeredGroups].map(([id, name]) => ({ value: String(id), label: name }))}
				value={group ? String(group.id) : null}
				onChange={(value) => {
					const id = value === null ? null : Number(value)
					const shown = id === null ? null : { id, name: offeredGroups.get(id) ?? '' }
					change.mutate({ change: { group_id: id }, shown: { group: shown } })
				}}
			/>
			<TicketTags tags={ticket.tags} onChange={(tags) => change.mutate(tagsChange(ticket.tags, tags))} />
			<RequesterFacts ticket={ticket} />
			<OtherTickets requesterId={ticket.requester.id} without={ticket.id} />
			<p className="muted ticket-dates">
				{t('tickets.column.created')}: {formatTime(ticket.created_at)}
			</p>
		</aside>
	)
}
