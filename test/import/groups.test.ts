import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { ImportOptions } from '../../src/contract/imports.ts'
import { setMembers } from '../../src/groups/queries.ts'
import { undo } from '../../src/import/imports.ts'
import { editRows } from '../../src/import/mend/edit.ts'
import { applyFix } from '../../src/import/mend/fix.ts'
import { getImport } from '../../src/import/queries.ts'
import { listRows } from '../../src/import/rows.ts'
import { moveImport } from '../../src/import/states.ts'
import { listKept } from '../../src/import/undo.ts'
import { testDatabase } from '../harness.ts'
import { clear, commitRun, importText, issuesOf, membersIn, prepareText } from './harness.ts'

const database = await testDatabase()
const { db } = database

const HEADER = 'Uživatelské jméno;E-mail;Role;Skupiny;Vidí požadavky společnosti'
const people = (lines: string[], options: Partial<ImportOptions> = {}) =>
	({ target: 'users', text: [HEADER, ...lines, ''].join('\n'), options }) as const

beforeEach(async () => {
	await clear(database)
	await sql`truncate groups, changes, undo_kept cascade`.execute(db)
	await sql`insert into groups (name) values ('Podpora'), ('Vedení'), ('Brno, sever')`.execute(db)
})

async function takeBack(id: number) {
	await moveImport(db, id, ['committed'], 'undoing')
	await undo(database, id)
	return (await getImport(db, id)).undo
}

async function groupNames(): Promise<string[]> {
	const { rows } = await sql<{ name: string }>`select name from groups order by id`.execute(db)
	return rows.map(({ name }) => name)
}

async function seesCompany(): Promise<string[]> {
	const { rows } = await sql<{ username: string }>`
		select username from users where company_tickets order by username
	`.execute(db)
	return rows.map(({ username }) => username)
}

test('operators and administrators come into the groups of their cell, whatever separates them', async () => {
	const { imports } = await importText(database, [
		people([
			'ota;ota@x.cz;operátor;"podpora, Vedení";',
			'eva;eva@x.cz;operátor;"""Brno, sever""|Podpora; podpora";',
			'adam;adam@x.cz;administrátor;Vedení;',
			'olga;olga@x.cz;operátor;;',
		]),
	])
	expect(imports[0]!.issues).toEqual([])
	expect(await membersIn(db)).toEqual(['adam: Vedení', 'eva: Brno, sever | Podpora', 'olga: ', 'ota: Podpora | Vedení'])
})

test('a group nobody has made refuses its operators, names every one of them, and suggests near names', async () => {
	const { written, imports } = await importText(database, [
		people(['ota;ota@x.cz;operátor;Potpora,Vedení;', 'eva;eva@x.cz;operátor;Sklad|Potpora;']),
	])
	expect(written).toBe(false)
	expect(issuesOf(imports[0]!)).toEqual(['error group_unknown groups 2,3 Potpora|Potpora, Sklad'])
	expect(imports[0]!.issues[0]!.suggestions).toEqual({ Potpora: ['Podpora'] })
	expect(await membersIn(db)).toEqual([])
})

test('missing groups are made once, as the file spells them first, and only for operators who are written', async () => {
	const file = people(
		[
			'ota;ota@x.cz;operátor;Sklad, Podpora;',
			'eva;eva@x.cz;operátor;SKLAD;',
			'jan;jan@x.cz;zákazník;VIP;',
			'zle;;operátor;Nikdo;',
		],
		{ missing_group: 'create', on_error: 'skip' },
	)
	const { imports } = await importText(database, [file])
	expect(imports[0]).toMatchObject({ state: 'committed', new_groups: ['Sklad'] })
	expect(await groupNames()).toEqual(['Podpora', 'Vedení', 'Brno, sever', 'Sklad'])
	expect(await membersIn(db)).toEqual(['eva: Sklad', 'ota: Podpora | Sklad'])
})

test('what one file of a run makes a group of, the next one finds', async () => {
	const options = { missing_group: 'create' } as const
	const { imports } = await importText(database, [
		people(['ota;ota@x.cz;operátor;Sklad;'], options),
		people(['eva;eva@x.cz;operátor;sklad, Brno;'], options),
	])
	expect(imports.map((found) => found.new_groups)).toEqual([['Sklad'], ['Brno']])
	expect(await membersIn(db)).toEqual(['eva: Brno | Sklad', 'ota: Sklad'])
})

test('missing groups can be left out', async () => {
	await importText(database, [
		people(['ota;ota@x.cz;operátor;Sklad, Podpora;', 'eva;eva@x.cz;operátor;Sklad;'], { missing_group: 'empty' }),
	])
	expect(await membersIn(db)).toEqual(['eva: ', 'ota: Podpora'])
})

test('a name longer than a group can have is never made', async () => {
	const long = 'x'.repeat(101)
	const { imports } = await importText(database, [
		people([`ota;ota@x.cz;operátor;${long};`], { missing_group: 'create' }),
	])
	expect(issuesOf(imports[0]!)).toEqual([`error group_unknown groups 2 ${long}`])
})

test('customers are in no groups: theirs are left out with a warning, known or not', async () => {
	const { written, imports } = await importText(database, [people(['jan;jan@x.cz;;Podpora, VIP;'])])
	expect(written).toBe(true)
	expect(issuesOf(imports[0]!)).toEqual(['warning groups_ignored groups 2 Podpora, VIP'])
	const { rows } = await sql`select user_id from group_members`.execute(db)
	expect(rows).toEqual([])
})

test('the right to the tickets of the company is yes or no in any of the usual words, and no by itself', async () => {
	const { imports } = await importText(database, [
		people(['a;a@x.cz;;;ano', 'b;b@x.cz;;;ne', 'c;c@x.cz;;;', 'd;d@x.cz;;;x']),
	])
	expect(imports[0]!.issues).toEqual([])
	expect(await seesCompany()).toEqual(['a', 'd'])
	const wrong = await importText(database, [people(['e;e@x.cz;;;možná'])])
	expect(issuesOf(wrong.imports[0]!)).toEqual(['error company_tickets_invalid company_tickets 2 možná'])
})

test.each([
	['Skupiny', 'Požadavky celé společnosti'],
	['Skupina riešiteľov', 'Požiadavky spoločnosti'],
	['Groups', 'Company tickets'],
	['Gruppen', 'Firmentickets'],
])('columns %s and %s are recognised', async (groups, tickets) => {
	const text = `Username;E-mail;${groups};${tickets}\na;a@x.cz;;\n`
	const { imports } = await importText(database, [{ target: 'users', text }], { commit: false })
	expect(imports[0]!.mapping).toEqual(['username', 'email', 'groups', 'company_tickets'])
})

/** Ota is in two groups, Eva in none, Jan is a customer who sees the tickets of the company. */
async function establish(): Promise<void> {
	await importText(database, [
		people(['ota;ota@x.cz;operátor;Podpora, Vedení;', 'eva;eva@x.cz;operátor;;', 'jan;jan@x.cz;;;ano']),
	])
	await sql`truncate changes`.execute(db)
}

test('the groups of a cell replace those somebody is in; an empty cell keeps them', async () => {
	await establish()
	const { imports } = await importText(database, [
		people(['ota;ota@x.cz;;Podpora;', 'eva;eva@x.cz;;;', 'jan;jan@x.cz;;;'], { mode: 'update' }),
	])
	expect(imports[0]!.counts).toMatchObject({ updated: 1, unchanged: 2 })
	expect(await membersIn(db)).toEqual(['eva: ', 'ota: Podpora'])
	expect(await seesCompany()).toEqual(['jan'])
})

test('a column that fills gives groups only to those who have none; one that clears takes them away', async () => {
	await establish()
	const lines = ['ota;ota@x.cz;;Podpora;', 'eva;eva@x.cz;;Podpora;', 'jan;jan@x.cz;;;ne']
	await importText(database, [
		people(lines, { mode: 'update', on_update: { groups: 'fill', company_tickets: 'fill' } }),
	])
	expect(await membersIn(db)).toEqual(['eva: Podpora', 'ota: Podpora | Vedení'])
	expect(await seesCompany()).toEqual(['jan'])
	await importText(database, [
		people(['ota;ota@x.cz;;;', 'jan;jan@x.cz;;;'], {
			mode: 'update',
			on_update: { groups: 'clear', company_tickets: 'clear' },
		}),
	])
	expect(await membersIn(db)).toEqual(['eva: Podpora', 'ota: '])
	expect(await seesCompany()).toEqual([])
})

test('the preview shows the groups before and after by name', async () => {
	await establish()
	const id = await prepareText(database, [
		people(['ota;ota@x.cz;;"Podpora, ""Brno, sever""";', 'jan;jan@x.cz;;;ne'], { mode: 'update' }),
	])
	const rows = await listRows(db, { importId: id, target: 'users' }, { filter: 'update', after: 0, limit: 10 })
	expect(rows.map(({ old, values }) => [old, values.groups, values.company_tickets])).toEqual([
		[{ groups: 'Podpora, Vedení' }, 'Podpora, "Brno, sever"', null],
		[{ company_tickets: 't' }, null, 'f'],
	])
})

test('whoever becomes an operator by the same row comes into its groups', async () => {
	await establish()
	const { imports } = await importText(database, [
		people(['jan;jan@x.cz;operátor;Sklad;', 'ota;ota@x.cz;zákazník;Sklad;'], {
			mode: 'upsert',
			missing_group: 'create',
		}),
	])
	expect(issuesOf(imports[0]!)).toEqual(['warning groups_ignored groups 3 Sklad'])
	expect(imports[0]!.new_groups).toEqual(['Sklad'])
	expect(await membersIn(db)).toEqual(['eva: ', 'jan: Sklad'])
})

test('the same file again changes nothing', async () => {
	await establish()
	const file = people(['ota;ota@x.cz;operátor;"Vedení, podpora";', 'nova;nova@x.cz;operátor;Sklad;'], {
		mode: 'upsert',
		missing_group: 'create',
	})
	await importText(database, [file])
	const { imports } = await importText(database, [file])
	expect(imports[0]!.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
	expect(imports[0]!.new_groups).toEqual([])
})

test('somebody moves a member between check and commit: nothing is written, the plan is made anew', async () => {
	await establish()
	const id = await prepareText(database, [people(['ota;ota@x.cz;;Podpora;'], { mode: 'update' })])
	const { rows } = await sql<{ id: number }>`select id from groups where name = 'Vedení'`.execute(db)
	await db.transaction().execute((tx) => setMembers(tx, rows[0]!.id, []))
	await commitRun(database, id)
	expect(await getImport(db, id)).toMatchObject({ state: 'ready', counts: { updated: 0, unchanged: 1 } })
})

test('somebody makes the group between check and commit: the plan is made anew and finds it', async () => {
	const id = await prepareText(database, [people(['ota;ota@x.cz;operátor;Sklad;'], { missing_group: 'create' })])
	await sql`insert into groups (name) values ('sklad')`.execute(db)
	await commitRun(database, id)
	expect(await getImport(db, id)).toMatchObject({ state: 'ready', new_groups: [] })
	await commitRun(database, id)
	expect(await membersIn(db)).toEqual(['ota: sklad'])
})

test('an undo puts everybody back into their groups and takes away those it made', async () => {
	await establish()
	const before = [await membersIn(db), await groupNames(), await seesCompany()]
	const { imports } = await importText(database, [
		people(
			[
				'ota;ota@x.cz;;Sklad;',
				'eva;eva@x.cz;;"Podpora, Sklad";',
				'jan;jan@x.cz;;;ne',
				'nova;nova@x.cz;operátor;Vedení;',
			],
			{ mode: 'upsert', missing_group: 'create' },
		),
	])
	expect(await membersIn(db)).toEqual(['eva: Podpora | Sklad', 'nova: Vedení', 'ota: Sklad'])
	expect(await takeBack(imports[0]!.id)).toEqual({ deleted: 2, restored: 3, kept: 0 })
	expect([await membersIn(db), await groupNames(), await seesCompany()]).toEqual(before)
	const { rows } = await sql`
		select m.user_id from group_members m left join users u on u.id = m.user_id where u.id is null
	`.execute(db)
	expect(rows).toEqual([])
})

test('an undo leaves groups that were changed or are used since, and says so', async () => {
	await establish()
	const { imports } = await importText(database, [
		people(['ota;ota@x.cz;;Sklad;', 'eva;eva@x.cz;;Servis;'], { mode: 'update', missing_group: 'create' }),
	])
	const { rows } = await sql<{ id: number }>`select id from groups where name = 'Vedení'`.execute(db)
	const { rows: ota } = await sql<{ id: number }>`select id from users where username = 'ota'`.execute(db)
	await db.transaction().execute((tx) => setMembers(tx, rows[0]!.id, [ota[0]!.id]))
	expect(await takeBack(imports[0]!.id)).toEqual({ deleted: 1, restored: 1, kept: 2 })
	const kept = await listKept(db, imports[0]!.id)
	expect(kept.map(({ target, name, field, reason }) => [target, name, field, reason])).toEqual([
		['groups', 'Sklad', null, 'used'],
		['users', 'ota', 'groups', 'edited'],
	])
	expect(await membersIn(db)).toEqual(['eva: ', 'ota: Sklad | Vedení'])
})

test('a wrong group is mended in its cell, or all of them at once', async () => {
	const id = await prepareText(database, [
		people([
			'ota;ota@x.cz;operátor;Potpora;',
			'eva;eva@x.cz;operátor;Potpora, Vedení;',
			'iva;iva@x.cz;operátor;Sklad;',
		]),
	])
	const params = { search: 'Potpora', replacement: 'Podpora' }
	await applyFix(db, id, { code: 'group_unknown', field: 'groups', fix: 'replace', params }, null)
	expect(issuesOf(await getImport(db, id))).toEqual(['error group_unknown groups 4 Sklad'])
	await editRows(db, id, [{ line: 4, values: { groups: 'vedení; podpora' } }], null)
	expect(await getImport(db, id)).toMatchObject({ state: 'ready', issues: [] })
	await commitRun(database, id)
	expect(await membersIn(db)).toEqual(['eva: Podpora | Vedení', 'iva: Podpora | Vedení', 'ota: Podpora'])
})
