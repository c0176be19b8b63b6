import type { Priority } from '../contract/tickets.ts'
import { type BaseState, type Named, OPEN_STATES, type TicketState } from '../contract/tickets.ts'
import type { Tx } from '../db/database.ts'
import type { Acting } from './acting.ts'
import { findActiveGroup, findAssignee, findCustomer } from './queries.ts'
import { findActiveState } from './states.ts'
import { checkLine, checkTags, invalid } from './values.ts'

/** What tickets shall become, every reference found: ids for the table, names for the thread. */
export interface Target {
	subject?: string
	state?: TicketState
	priority?: Priority
	requester?: Named & { company_id: number | null }
	group?: Named | null
	assignee?: Named | null
	tags?: string[]
}

export interface Wanted {
	subject?: string
	state_id?: number
	priority?: Priority
	requester_id?: number
	group_id?: number | null
	assignee_id?: number | null
	tags?: string[]
}

/** @throws AppError values_invalid when something it names does not exist or is switched off. */
export async function findTarget(tx: Tx, wanted: Wanted, { language }: Pick<Acting, 'language'>): Promise<Target> {
	const { subject, state_id, priority, requester_id, group_id, assignee_id, tags } = wanted
	const target: Target = {}
	if (subject !== undefined) target.subject = checkLine('subject', subject, language)
	if (tags !== undefined) target.tags = checkTags(tags, language)
	if (priority !== undefined) target.priority = priority
	if (state_id !== undefined) {
		const state = await findActiveState(tx, state_id)
		if (!state) throw invalid('state_id', 'state_unknown', language)
		target.state = state
	}
	if (requester_id !== undefined) {
		const requester = await findCustomer(tx, requester_id)
		if (!requester) throw invalid('requester_id', 'requester_unknown', language)
		target.requester = requester
	}
	if (group_id !== undefined) {
		const group = group_id === null ? null : await findActiveGroup(tx, group_id)
		if (group === undefined) throw invalid('group_id', 'group_unknown', language)
		target.group = group
	}
	if (assignee_id !== undefined) {
		const assignee = assignee_id === null ? null : await findAssignee(tx, assignee_id)
		if (assignee === undefined) throw invalid('assignee_id', 'assignee_unknown', language)
		target.assignee = assignee
	}
	return target
}

export function isSolved(base: BaseState): boolean {
	return !(OPEN_STATES as readonly BaseState[]).includes(base)
}
