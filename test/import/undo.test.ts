import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { undo } from '../../src/import/imports.ts'
import { getImport } from '../../src/import/queries.ts'
import { moveImport } from '../../src/import/states.ts'
import { listKept, previewUndo } from '../../src/import/undo.ts'
import { work } from '../../src/import/work.ts'
import { testDatabase } from '../harness.ts'
import { clear, countRecords, importText } from './harness.ts'

const database = await testDatabase()
const { db } = database

const companies = { target: 'companies', text: 'Název;Město\nAcme;Brno\nBeta;Praha\n' } as const
const people = (...lines: string[]) =>
	({
		target: 'users',
		text: ['Uživatelské jméno;E-mail;Příjmení;Společnost;Poznámka', ...lines, ''].join('\n'),
	}) as const

beforeEach(async () => {
	await clear(database)
	await sql`truncate changes, undo_kept`.execute(db)
})

async function takeBack(id: number) {
	await moveImport(db, id, ['committed'], 'undoing')
	await undo(database, id)
	const found = await getImport(db, id)
	expect(found.state).toBe('undone')
	return found.undo
}

/** Every value of everybody, without what counts changes. */
async function everything() {
	const { rows } = await sql`
		select to_jsonb(u) - 'version' - 'updated_at' as u from users u
		union all
		select to_jsonb(c) - 'version' - 'updated_at' from companies c
		order by 1
	`.execute(db)
	return rows
}

test('what an import made goes: the people first, then the companies that nobody uses any more', async () => {
	const { imports } = await importText(database, [companies, people('jan;jan@x.cz;Novák;Acme;')])
	const [ofCompanies, ofPeople] = imports
	expect(await previewUndo(db, ofCompanies!)).toMatchObject({ deleted: 1, kept: 1 })
	// Of the whole run, the people go first and leave their company to nobody.
	expect(await previewUndo(db, ofCompanies!, [ofPeople!.id])).toMatchObject({ deleted: 2, kept: 0 })
	expect(await takeBack(ofPeople!.id)).toEqual({ deleted: 1, restored: 0, kept: 0 })
	expect(await takeBack(ofCompanies!.id)).toEqual({ deleted: 2, restored: 0, kept: 0 })
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('a run that is taken back as a whole has its people taken back first, in whatever order it was asked for', async () => {
	const { runId, imports } = await importText(database, [companies, people('jan;jan@x.cz;Novák;Acme;')])
	for (const { id } of imports) await moveImport(db, id, ['committed'], 'undoing')
	await work(database, runId)
	const undone = await Promise.all(imports.map(({ id }) => getImport(db, id)))
	expect(undone.map(({ state, undo: sums }) => [state, sums])).toEqual([
		['undone', { deleted: 2, restored: 0, kept: 0 }],
		['undone', { deleted: 1, restored: 0, kept: 0 }],
	])
	expect(await countRecords(db)).toEqual({ companies: 0, users: 0 })
})

test('what an update changed is restored to the last byte', async () => {
	await importText(database, [companies, people('jan;jan@x.cz;Novák;Acme;"řádek\ndruhý"', 'eva;eva@x.cz;Malá;;')])
	const before = await everything()
	const { imports } = await importText(database, [
		{
			...people('jan;xx@yy.cz;Nový;Beta;jiná', 'eva;eva@x.cz;Malá;Beta;', 'nova;nova@x.cz;;;'),
			options: { mode: 'upsert' },
		},
	])
	expect(imports[0]!.counts).toMatchObject({ created: 1, updated: 2 })
	expect(await everything()).not.toEqual(before)
	expect(await takeBack(imports[0]!.id)).toEqual({ deleted: 1, restored: 2, kept: 0 })
	expect(await everything()).toEqual(before)
})

test('what somebody edited or uses since stays, and is listed with the reason', async () => {
	const { imports } = await importText(database, [people('a;a@x.cz;A;;', 'b;b@x.cz;B;;', 'c;c@x.cz;C;;')])
	await sql`update users set last_name = 'Jiný', version = version + 1 where username = 'a'`.execute(db)
	await sql`update users set password_hash = 'x' where username = 'b'`.execute(db)
	expect(await takeBack(imports[0]!.id)).toEqual({ deleted: 1, restored: 0, kept: 2 })
	const kept = await listKept(db, imports[0]!.id)
	expect(kept.map(({ name, field, reason }) => [name, field, reason])).toEqual([
		['a', null, 'edited'],
		['b', null, 'used'],
	])
})

test('who has a ticket stays, with the company the ticket is under', async () => {
	const { imports } = await importText(database, [companies, people('jan;jan@x.cz;Novák;Acme;', 'eva;eva@x.cz;Malá;;')])
	await sql`
		insert into tickets (number, subject, requester_id, company_id, state, state_id)
		select 1, 'Nejde to', u.id, u.company_id, s.base, s.id
		from users u, (select id, base from ticket_states order by id limit 1) s
		where u.username = 'jan'
	`.execute(db)
	expect(await takeBack(imports[1]!.id)).toEqual({ deleted: 1, restored: 0, kept: 1 })
	expect(await takeBack(imports[0]!.id)).toEqual({ deleted: 1, restored: 0, kept: 1 })
	expect(await listKept(db, imports[1]!.id)).toMatchObject([{ name: 'jan', field: null, reason: 'used' }])
})

test('a field that was changed again keeps its value, the others of the record return', async () => {
	await importText(database, [people('jan;jan@x.cz;Novák;;stará')])
	const { imports } = await importText(database, [
		{ ...people('jan;jan@x.cz;Nový;;nová'), options: { mode: 'update' } },
	])
	await sql`update users set note = 'ručně', version = version + 1 where username = 'jan'`.execute(db)
	expect(await takeBack(imports[0]!.id)).toEqual({ deleted: 0, restored: 1, kept: 1 })
	const { rows } = await sql`select last_name, note from users`.execute(db)
	expect(rows).toEqual([{ last_name: 'Novák', note: 'ručně' }])
	expect((await listKept(db, imports[0]!.id)).map(({ field, reason }) => [field, reason])).toEqual([['note', 'edited']])
})

test('after an update was taken back, the import before it can be taken back as a whole', async () => {
	const first = await importText(database, [people('jan;jan@x.cz;Novák;;')])
	const second = await importText(database, [{ ...people('jan;jan@x.cz;Nový;;'), options: { mode: 'update' } }])
	await takeBack(second.imports[0]!.id)
	expect(await takeBack(first.imports[0]!.id)).toEqual({ deleted: 1, restored: 0, kept: 0 })
})

test('a preview changes nothing and says what the undo then does', async () => {
	const { imports } = await importText(database, [companies, people('jan;jan@x.cz;Novák;Acme;')])
	const before = await everything()
	const { kept_records: _, ...sums } = await previewUndo(db, imports[1]!)
	expect(await everything()).toEqual(before)
	expect(await takeBack(imports[1]!.id)).toEqual(sums)
})

test('an undo whose worker died is done by the next one, once', async () => {
	const { runId, imports } = await importText(database, [people('jan;jan@x.cz;Novák;;')])
	await moveImport(db, imports[0]!.id, ['committed'], 'undoing')
	await Promise.all([work(database, runId), work(database, runId)])
	expect(await getImport(db, imports[0]!.id)).toMatchObject({ state: 'undone', undo: { deleted: 1 } })
	await expect(moveImport(db, imports[0]!.id, ['committed'], 'undoing')).rejects.toThrow('import_not_ready')
})
