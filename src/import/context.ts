import { sql } from 'kysely'
import { DEFAULT_OPTIONS, KEYS } from '../contract/imports.ts'
import { filledFields } from '../contract/mapping.ts'
import type { SignInMethod } from '../contract/people.ts'
import type { Db, Tx } from '../db/database.ts'
import { editedFields } from './mend/journal.ts'
import type { ImportRecord } from './queries.ts'
import type { CheckContext } from './targets/target.ts'

/** What rules, matches and the commit ask about an import of a run. */
export async function contextOf(db: Db | Tx, run: readonly ImportRecord[], found: ImportRecord): Promise<CheckContext> {
	const { target, constants } = found
	// An import that was begun by the version before knows fewer of them.
	const options = { ...DEFAULT_OPTIONS, ...found.options }
	const mapped = filledFields(found.mapping)
	// Typed by hand into a field no column is mapped to.
	const edited = (await editedFields(db, found.id)).filter((field) => !mapped.includes(field))
	const generated = [
		...(options.usernames === 'given' ? [] : ['username']),
		...(options.placeholder_emails ? ['email'] : []),
	]
	return {
		importId: found.id,
		target,
		options,
		fields: new Set([...mapped, ...edited, ...Object.keys(constants), ...generated]),
		updates: [...new Set([...mapped, ...edited, ...chosenConstants(constants)])],
		key: options.mode === 'create' ? null : (options.match ?? KEYS[target][0]),
		signIn: await signInMethod(db),
		earlier: run.filter((one) => one.target === target && one.id < found.id).map((one) => one.id),
		companies: target === 'users' ? run.filter((one) => one.target === 'companies').map((one) => one.id) : [],
	}
}

/** Everybody new is a customer unless somebody says otherwise; whoever is there already is not made one by saying nothing. */
function chosenConstants(constants: Record<string, string>): string[] {
	return Object.keys(constants).filter((field) => field !== 'role' || constants.role !== 'customer')
}

/** R9: whether addresses must be one person's own. Read at each check; the schema keeps it at each write. */
async function signInMethod(db: Db | Tx): Promise<SignInMethod> {
	const { rows } = await sql<{ sign_in: SignInMethod }>`select sign_in from settings`.execute(db)
	return rows[0]!.sign_in
}
