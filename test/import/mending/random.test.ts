import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { ImportOptions } from '../../../src/contract/imports.ts'
import { prepare } from '../../../src/import/imports.ts'
import { decideCompany, listCompanies } from '../../../src/import/mend/companies.ts'
import { editRows } from '../../../src/import/mend/edit.ts'
import { applyFix } from '../../../src/import/mend/fix.ts'
import { undoStep } from '../../../src/import/mend/steps.ts'
import { listRun } from '../../../src/import/queries.ts'
import { listRows } from '../../../src/import/rows.ts'
import { stagedTable } from '../../../src/import/staged.ts'
import { testDatabase } from '../../harness.ts'
import { clear, expectBalanced, issuesOf, prepareText } from '../harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

/** Mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let t = Math.imul(state ^ (state >>> 15), 1 | state)
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296
	}
}

const USERNAMES = ['jan', 'Jan', 'eva', 'EVA', 'petr', '', 'a b']
const EMAILS = ['a@x.cz', 'A@x.cz', 'b@x.cz', 'x', '', 'nikdo@neznamy.invalid']
const NAMES = ['Acme', 'ACME', 'Acme s.r.o.', 'Acme, spol. s r.o.', 'Beta', 'Gama', '', '27074358', '"']
const NUMBERS = ['', '27074358', '00006947']
const IDS = ['', 'X1', 'x1']
const PHONES = ['', '6O2 123 456', '602 123 456', "'+420602123456", 'ne']
const GROUPS = ['', 'Podpora', 'podpora, Sklad', 'Sklad', '"a, b"; Servis']

/** Everything the screen shows of a run: numbers, groups, rows; and what people are found by their numbers by. */
async function shown(runId: number) {
	const run = await listRun(db, runId)
	return Promise.all(
		run.map(async ({ id, target, counts, state, staff_rows, warning_rows, new_companies, new_groups, ...one }) => ({
			...{ id, counts, state, staff_rows, warning_rows, new_companies, new_groups, issues: issuesOf(one as never) },
			rows: (await listRows(db, { importId: id, target }, { filter: 'all', after: 0, limit: 100 })).map((row) => ({
				...row,
				issues: row.issues.map((issue) => JSON.stringify(issue)).sort(),
			})),
			phones: target === 'users' ? await phonesOf(id) : [],
		})),
	)
}

async function phonesOf(importId: number) {
	const { rows } = await sql`
		select line, phone, mobile, phone_words from ${stagedTable(importId)} order by line
	`.execute(db)
	return rows
}

test.each(Array.from({ length: 16 }, (_, seed) => seed))(
	'whatever is mended in whatever order, a new check says the same (%i)',
	async (seed) => {
		const random = randomFrom(seed)
		const any = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)]!
		const cell = (value: string) => `"${value.replaceAll('"', '""')}"`
		await sql`insert into companies (name, registration_number) values ('Acme a.s.', '25123891'), ('Delta', null)`.execute(
			db,
		)
		await sql`insert into users (username, email, external_id) values ('petr', 'b@x.cz', 'X1')`.execute(db)
		await sql`insert into groups (name) values ('Podpora') on conflict do nothing`.execute(db)
		const people = () =>
			`Login;E-mail;Externí ID;Firma;Role;Skupiny;Telefon\n${Array.from({ length: 7 }, () =>
				[USERNAMES, EMAILS, IDS, NAMES, ['', 'operator', 'šéf'], GROUPS, PHONES]
					.map((pool) => cell(any(pool)))
					.join(';'),
			).join('\n')}\n`
		const companies = `Název;IČO\n${Array.from({ length: 3 }, () => `${cell(any(NAMES))};${any(NUMBERS)}`).join('\n')}\n`
		const options: Partial<ImportOptions> = {
			mode: any(['create', 'create', 'update', 'upsert']),
			match: any([null, 'email', 'external_id']),
			on_error: any(['stop', 'skip']),
			missing_company: any(['error', 'create', 'empty']),
			missing_group: any(['error', 'create', 'empty']),
			placeholder_emails: false,
		}
		const runId = await prepareText(database, [
			{ target: 'companies', text: companies, options: { on_error: options.on_error! } },
			{ target: 'users', text: people(), options },
			{ target: 'users', text: people(), options },
		])
		for (let round = 0; round < 6; round++) {
			const run = await listRun(db, runId)
			const { id, target } = any(run)
			// A line of nothing but empty cells is no record.
			const { line } = any(await listRows(db, { importId: id, target }, { filter: 'all', after: 0, limit: 100 }))
			const what = random()
			if (what < 0.5) {
				const values =
					target === 'users'
						? {
								[any(['username', 'company'])]: any([...USERNAMES, ...NAMES]),
								[any(['email', 'external_id'])]: any([...EMAILS, ...IDS]),
								...(random() < 0.5 ? { [any(['groups', 'role'])]: any([...GROUPS, 'operator']) } : {}),
								...(random() < 0.5 ? { [any(['phone', 'mobile'])]: any(PHONES) } : {}),
							}
						: { name: any(NAMES), registration_number: any(NUMBERS) }
				await editRows(db, id, [{ line, values }], null)
			} else if (what < 0.65) {
				await applyFix(db, id, { code: null, field: null, fix: 'skip', lines: [line, line + 1] }, null)
			} else if (what < 0.7 && target === 'users') {
				await applyFix(db, id, { code: 'phone_invalid', field: 'phone', fix: any(['phone', 'empty']) }, null)
			} else if (what < 0.8 && target === 'users') {
				await applyFix(
					db,
					id,
					{ code: 'username_repeated', field: 'username', fix: any(['keep_first', 'keep_last', 'number']) },
					null,
				)
			} else if (what < 0.9 && target === 'users') {
				const [name] = await listCompanies(db, id, { state: 'all', after: Math.floor(random() * 6), limit: 1 })
				if (name)
					await decideCompany(
						db,
						id,
						{ value: name.value, decision: any(['create', 'empty', 'skip', null]), company_id: null },
						null,
					)
			} else {
				await undoStep(db, id).catch((error: { code?: string }) => expect(error.code).toBe('step_missing'))
			}
			const kept = await shown(runId)
			for (const found of await listRun(db, runId)) await expectBalanced(db, found)
			await prepare(database, runId)
			expect(kept, `round ${round}`).toEqual(await shown(runId))
		}
	},
)
