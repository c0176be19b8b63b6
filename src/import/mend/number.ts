import { sql } from 'kysely'
import { integers, texts } from '../../db/arrays.ts'
import type { Db, Tx } from '../../db/database.ts'
import { PLACEHOLDER_DOMAIN } from '../../values/placeholder-email.ts'
import { stagedTable } from '../staged.ts'
import type { CheckContext } from '../targets/target.ts'
import { createPersonKeys, type PersonKeys, phoneWords } from '../values/person-keys.ts'
import type { Mended, StagedValues } from './cells.ts'

/** So many numbers are tried at a time. */
const TRIED = 20

/**
 * Numbers behind generated usernames and placeholder addresses that somebody has: as `number-generated.ts` does for
 * a whole file, for the rows that were mended. An update finds people by a generated username, so there the
 * database takes nothing away.
 */
export async function numberMended(tx: Db | Tx, context: CheckContext, mended: readonly Numbered[]): Promise<void> {
	const rows = mended.filter(({ generated }) => generated.length > 0)
	if (rows.length === 0) return
	await number(tx, context, rows, 'email', `@${PLACEHOLDER_DOMAIN}`)
	await number(tx, context, rows, 'username', '')
	for (const { values } of rows) fillPerson(values)
}

/** What of a mended row numbering looks at. */
type Numbered = Pick<Mended, 'line' | 'values' | 'issues' | 'generated'>

const keysOf = createPersonKeys()
const NONE: PersonKeys = { sort_key: null, words: null }

/** What a person is ordered and searched by, after a value of theirs was changed outside of the mapper. */
export function fillPerson(values: StagedValues): void {
	const { username, email, first_name = null, last_name = null } = values
	const keys = username && email ? keysOf({ username, email, first_name, last_name }) : NONE
	values.sort_key = keys.sort_key
	values.words = keys.words
}

export function fillPhones(values: StagedValues): void {
	values.phone_words = phoneWords(values.phone ?? null, values.mobile ?? null)
}

async function number(
	tx: Db | Tx,
	context: CheckContext,
	rows: readonly Numbered[],
	field: 'username' | 'email',
	ending: string,
): Promise<void> {
	const waiting = rows.filter((row) => row.generated.includes(field) && row.values[field])
	const cores = Map.groupBy(waiting, (row) => coreOf(row.values[field]!, ending))
	const lines = waiting.map(({ line }) => line)
	let from = 1
	for (let left = cores; left.size > 0; from += TRIED) {
		const candidates = [...left.keys()].flatMap((core) =>
			Array.from({ length: TRIED }, (_, n) => numbered(core, from + n) + ending),
		)
		const taken = await takenOf(tx, context, field, candidates, lines)
		left = new Map([...left].filter(([core, people]) => !settle(core, people)))

		function settle(core: string, people: Numbered[]): boolean {
			for (let n = from; n < from + TRIED && people.length > 0; n++) {
				const candidate = numbered(core, n) + ending
				if (taken.has(candidate.toLowerCase())) continue
				const person = people.shift()!
				// Alone, a value keeps the letter case it was made with.
				if (n === 1) continue
				const made = person.values[field]!
				person.values[field] = candidate
				// Others than these, which may be those of the row before.
				person.issues = person.issues.map((issue) =>
					issue.field === field && issue.value === made ? { ...issue, value: candidate } : issue,
				)
			}
			return people.length === 0
		}
	}
}

function coreOf(value: string, ending: string): string {
	return (value.endsWith(ending) ? value.slice(0, value.length - ending.length) : value).toLowerCase()
}

/** `jan.novak`, `jan.novak2`; behind a digit or an address a number would read as a part of it. */
function numbered(core: string, n: number): string {
	if (n === 1) return core
	return /[0-9]$|@/.test(core) ? `${core}-${n}` : `${core}${n}`
}

async function takenOf(
	tx: Db | Tx,
	{ importId, options, earlier }: CheckContext,
	field: 'username' | 'email',
	candidates: string[],
	exceptLines: number[],
): Promise<Set<string>> {
	const name = sql.ref(field)
	const tables = [
		sql`select lower(t.${name}) as value from ${stagedTable(importId)} t
			where lower(t.${name}) = any(${texts(candidates)}) and not t.skipped and t.line <> all(${integers(exceptLines)})`,
		...earlier.map(
			(id) => sql`select lower(t.${name}) from ${stagedTable(id)} t where lower(t.${name}) = any(${texts(candidates)})`,
		),
		...(options.mode === 'create'
			? [sql`select lower(t.${name}) from users t where lower(t.${name}) = any(${texts(candidates)})`]
			: []),
	]
	const { rows } = await sql<{ value: string }>`${sql.join(tables, sql` union all `)}`.execute(tx)
	return new Set(rows.map(({ value }) => value))
}
