import { type RawBuilder, sql } from 'kysely'
import { type TicketScope, ticketScopeOf } from '../auth/permissions.ts'
import type { Page } from '../contract/imports.ts'
import type { ListedTicket, TicketCount, TicketFilter, TicketView } from '../contract/tickets.ts'
import type { Db } from '../db/database.ts'
import { chooseWords, readTyped, type Typed } from '../search/words.ts'
import type { Acting } from './acting.ts'
import { type Place, readPlace, writePlace } from './cursor.ts'
import { hitPlaces, type Looked, placeAfter, SEARCHED, walkPlaces, wordPlaces } from './list-queries.ts'
import { listUnread } from './looks.ts'
import { getTickets } from './queries.ts'
import { sharedCompany, visible } from './scope.ts'
import { tidyTag } from './values.ts'

/**
 * How many tickets are looked at in order before the indexes are asked for all that match. At 1 M tickets a filter
 * that fits one in a hundred is found on the way, a rarer one has at most some ten thousand hits to sort.
 */
const STEPS = 5_000
/** The same for words, which cost more to compare: a few tickets tell how common they are. */
const NEAR_STEPS = 1_500
const FAR_STEPS = 22_000
/** Milliseconds of the database for each ticket whose words are compared, measured at 1 M tickets. */
const PER_STEP = 0.001_8

/** A page of tickets, the latest change first. */
export async function listTickets(
	db: Db,
	acting: Pick<Acting, 'person'>,
	{ after, limit, ...filter }: TicketFilter & { after?: string; limit: number },
): Promise<Page<ListedTicket>> {
	const looked = await lookedAt(db, acting, filter)
	const from = after === undefined ? undefined : readPlace(after)
	// One more than asked for: it tells whether there is a next page.
	const found = await findPlaces(db, looked, from, limit + 1)
	const places = found.slice(0, limit)
	const last = found.length > limit ? places.at(-1) : undefined
	const scope = ticketScopeOf(acting.person)
	const ids = places.map((place) => place.id)
	const [tickets, unread] = await Promise.all([getTickets(db, scope, ids), listUnread(db, scope, ids)])
	return {
		items: tickets.map((ticket) => ({ ...ticket, unread: unread.has(ticket.id) })),
		next: last ? writePlace(last) : null,
	}
}

/** More than this nobody reads; counting on would cost a walk through all of them at every page. */
export const COUNTED_TO = 1_000

/** How many fit, exactly up to `COUNTED_TO`. */
export async function countTickets(db: Db, acting: Pick<Acting, 'person'>, filter: TicketFilter): Promise<TicketCount> {
	const looked = await lookedAt(db, acting, filter)
	const places = await findPlaces(db, looked, undefined, COUNTED_TO)
	return { count: places.length, counted_to: COUNTED_TO }
}

async function lookedAt(db: Db, { person }: Pick<Acting, 'person'>, { q, ...filter }: TicketFilter): Promise<Looked> {
	const scope = ticketScopeOf(person)
	const query = q ? await readTyped(db, q) : undefined
	const notes = scope.sees !== 'own'
	const by = notes ? 'updated_at' : 'public_at'
	return { ...conditionsOf(scope, filter), ...(query ? { query } : {}), by, notes }
}

async function findPlaces(db: Db, looked: Looked, from: Place | undefined, limit: number): Promise<Place[]> {
	const { query, notes } = looked
	if (query && notes) return await searchPlaces(db, { ...looked, query }, from, limit)
	const compares = looked.rest.length > 0 || query !== undefined
	const steps = compares ? STEPS : limit
	const near = await walkPlaces(db, looked, from, { steps, limit })
	if (near.length === limit || !(await placeAfter(db, looked, from, steps))) return near
	return await hitPlaces(db, looked, from, limit)
}

/**
 * What is rare is asked of the index at once, and without a filter whatever the nearest tickets cannot fill a page with.
 * Of the rest they tell how common it is: a page full of it is there already. What is not there yet is found by walking
 * on or by the index, whichever will be cheaper: the index has to read and sort the hits of an era.
 */
async function searchPlaces(
	db: Db,
	looked: Looked & { query: Typed },
	from: Place | undefined,
	limit: number,
): Promise<Place[]> {
	const asked = await chooseWords(db, SEARCHED, looked.query)
	const isRare = (limit / asked.density) * PER_STEP > asked.cost
	const isFar = limit / asked.density > NEAR_STEPS
	if (isRare || (isFar && isOpen(looked))) return await wordPlaces(db, looked, asked, from, limit)
	const near = await walkPlaces(db, looked, from, { steps: NEAR_STEPS, limit })
	const after = near.length < limit ? await placeAfter(db, looked, from, NEAR_STEPS) : undefined
	if (!after) return near
	const left = limit - near.length
	// A little more than it takes on average: hits are not spread evenly.
	const steps = (1.1 * left * NEAR_STEPS) / near.length
	const isNear = steps <= FAR_STEPS && steps * PER_STEP < asked.cost
	const isDear = asked.cost > FAR_STEPS * PER_STEP
	if (isNear || (isDear && !(await placeAfter(db, looked, after, FAR_STEPS)))) {
		const far = await walkPlaces(db, looked, after, { steps: FAR_STEPS, limit: left })
		if (far.length === left || !isNear) return [...near, ...far]
	}
	return [...near, ...(await wordPlaces(db, looked, asked, after, left))]
}

/** Nothing but the words is asked for: the latest eras are looked through sooner than tickets are compared. */
function isOpen({ axes, rest }: Looked): boolean {
	return rest.length === 0 && axes.some((conditions) => conditions.length === 0)
}

type Condition = RawBuilder<boolean>

/**
 * A list is walked along an index: of the view, or of the first of these filters that is given, which is the one
 * that leaves the fewest. Everything else is compared on the way.
 */
function conditionsOf(scope: TicketScope, filter: TicketFilter): Pick<Looked, 'axes' | 'rest'> {
	const view = viewConditions(scope, filter.view ?? 'all')
	const own = scope.sees === 'own' ? ownAxes(scope.user_id) : undefined
	const indexed = indexedConditions(scope, filter)
	const axis = own ? [] : indexed.slice(0, 1)
	const rest = [...(own ? indexed : indexed.slice(1)), ...restConditions(scope, filter)]
	const axes = (own ?? [[]]).map((conditions) => [...conditions, ...view, ...axis])
	// A customer's axes are all they see.
	return { axes, rest: scope.sees === 'groups' ? [...rest, visible(scope)] : rest }
}

/** A customer's tickets lie along two indexes: their own, and the others of the company they may see. */
function ownAxes(user_id: number): Condition[][] {
	return [
		[sql<boolean>`t.requester_id = ${user_id}`],
		[sql<boolean>`t.company_id = ${sharedCompany(user_id)}`, sql<boolean>`t.requester_id <> ${user_id}`],
	]
}

/** To a customer "mine" is what they asked for; who works on what is not theirs to see. */
function viewConditions({ sees, user_id }: TicketScope, view: TicketView): Condition[] {
	if (view === 'all') return []
	const open = sql<boolean>`t.solved_at is null`
	const customer = sees === 'own'
	if (view === 'mine') {
		return [open, customer ? sql<boolean>`t.requester_id = ${user_id}` : sql<boolean>`t.assignee_id = ${user_id}`]
	}
	return view === 'unassigned' && !customer ? [open, sql<boolean>`t.assignee_id is null`] : [open]
}

/** Each with an index in the order of the list. */
function indexedConditions({ sees }: TicketScope, filter: TicketFilter): Condition[] {
	const { number, requester_id, company_id, assignee_id, group_id, priority, state, state_id, tag } = filter
	const inside = sees !== 'own'
	return [
		number !== undefined && sql<boolean>`t.number = ${number}`,
		requester_id !== undefined && sql<boolean>`t.requester_id = ${requester_id}`,
		company_id !== undefined && sql<boolean>`t.company_id = ${company_id}`,
		inside && assignee_id !== undefined && sql<boolean>`t.assignee_id = ${assignee_id}`,
		inside && group_id !== undefined && sql<boolean>`t.group_id = ${group_id}`,
		priority !== undefined && sql<boolean>`t.priority = ${priority}`,
		state !== undefined && sql<boolean>`t.state = ${state}`,
		// The index is by the base.
		state_id !== undefined &&
			sql<boolean>`t.state = (select base from ticket_states where id = ${state_id}) and t.state_id = ${state_id}`,
		inside && tag !== undefined && sql<boolean>`t.tags <> '[]'`,
	].filter((condition) => condition !== false)
}

function restConditions({ sees }: TicketScope, { tag }: TicketFilter): Condition[] {
	if (sees === 'own' || tag === undefined) return []
	return [sql<boolean>`t.tags @> ${JSON.stringify([tidyTag(tag)])}::jsonb`]
}
