import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { prepare } from '../../src/import/imports.ts'
import { listRows } from '../../src/import/rows.ts'
import { testDatabase } from '../harness.ts'
import { clear, importText, issuesOf, prepareText, usersIn } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

const usernames = async () => (await usersIn(db)).map((user) => user.split(' ')[0])

async function addUser(username: string, email = `${username}@stary.cz`): Promise<void> {
	await sql`insert into users (username, email) values (${username}, ${email})`.execute(db)
}

test('a username made of the name has no diacritics, and namesakes are numbered in the order of the file', async () => {
	const text = 'Jméno;Příjmení;E-mail\nŽofie;Černá;a@x.cz\nJan;Novák;b@x.cz\nJán;Novak;c@x.cz\nJAN;NOVÁK;d@x.cz\n'
	const { written } = await importText(database, [{ target: 'users', text, options: { usernames: 'name' } }])
	expect(written).toBe(true)
	expect(await usernames()).toEqual(['zofie.cerna', 'jan.novak', 'jan.novak2', 'jan.novak3'])
})

test('a username made of the e-mail is numbered behind a hyphen', async () => {
	const text = 'Mail;Firma\nJan@X.cz;\njan@x.cz;\njan@x.cz;\n'
	const { imports } = await importText(database, [{ target: 'users', text, options: { usernames: 'email' } }])
	expect(await usernames()).toEqual(['jan@x.cz', 'jan@x.cz-2', 'jan@x.cz-3'])
	expect(issuesOf(imports[0]!)).toEqual(['warning email_repeated email 3,4 jan@x.cz'])
})

test('usernames and numbers the database has are left out, whatever their letter case', async () => {
	await addUser('Jan.Novak')
	await addUser('JAN.NOVAK3')
	await addUser('jan.novak03')
	await addUser('eva.mala2')
	const text = 'Jméno;Příjmení;E-mail\nJan;Novák;a@x.cz\nJan;Novák;b@x.cz\nEva;Malá;c@x.cz\nEva;Malá;d@x.cz\n'
	const { written } = await importText(database, [{ target: 'users', text, options: { usernames: 'name' } }])
	expect(written).toBe(true)
	expect((await usernames()).slice(4)).toEqual(['jan.novak2', 'jan.novak4', 'eva.mala', 'eva.mala3'])
})

test('a number that is another person’s own name in the file is left out', async () => {
	const text = 'Jméno;Příjmení;E-mail\nJan;Novák;a@x.cz\nJan;Novák;b@x.cz\nJan;Novák2;c@x.cz\nJan;Novák2;d@x.cz\n'
	await importText(database, [{ target: 'users', text, options: { usernames: 'name' } }])
	expect(await usernames()).toEqual(['jan.novak', 'jan.novak3', 'jan.novak2', 'jan.novak2-2'])
})

test('given and generated usernames of earlier files in the run are left out', async () => {
	const { written } = await importText(database, [
		{ target: 'users', text: 'Login;Mail\nJan.Novak;a@x.cz\njan.novak2;b@x.cz\n' },
		{ target: 'users', text: 'Jméno;Příjmení;Mail\nJan;Novák;c@x.cz\n', options: { usernames: 'name' } },
		{ target: 'users', text: 'Jméno;Příjmení;Mail\nJan;Novák;d@x.cz\n', options: { usernames: 'name' } },
	])
	expect(written).toBe(true)
	expect(await usernames()).toEqual(['Jan.Novak', 'jan.novak2', 'jan.novak3', 'jan.novak4'])
})

test('a column of usernames is left aside when they are generated', async () => {
	const text = 'Login;Jméno;Příjmení;Mail\nnovak1;Jan;Novák;c@x.cz\n'
	await importText(database, [{ target: 'users', text, options: { usernames: 'name' } }])
	expect(await usernames()).toEqual(['jan.novak'])
})

test('a nameless person gets the local part of the address; without either the username is missing', async () => {
	const text = 'Jméno;Příjmení;Mail\n;;info@x.cz\n;;info@y.cz\n;;\n'
	const options = { usernames: 'name', on_error: 'skip' } as const
	const { imports } = await importText(database, [{ target: 'users', text, options }])
	expect(await usernames()).toEqual(['info', 'info2'])
	expect(issuesOf(imports[0]!)).toEqual([])
})

test('missing addresses become marked placeholders with numbers of their own', async () => {
	await addUser('stara', 'eva.mala2@neznamy.invalid')
	const text =
		'Login;Jméno;Příjmení;Mail\na;Jan;Novák;\nb;Jan;Novák;není\nc;Eva;Malá;\nd;Eva;Malá;\ne;Ivo;Bílý;ivo@x.cz\n'
	const { imports, written } = await importText(database, [
		{ target: 'users', text, options: { placeholder_emails: true } },
	])
	expect(written).toBe(true)
	const { rows } = await sql`
		select username, email, email_placeholder from users where import_id is not null order by import_line
	`.execute(db)
	expect(rows).toEqual([
		{ username: 'a', email: 'jan.novak@neznamy.invalid', email_placeholder: true },
		{ username: 'b', email: 'jan.novak2@neznamy.invalid', email_placeholder: true },
		{ username: 'c', email: 'eva.mala@neznamy.invalid', email_placeholder: true },
		{ username: 'd', email: 'eva.mala3@neznamy.invalid', email_placeholder: true },
		{ username: 'e', email: 'ivo@x.cz', email_placeholder: false },
	])
	expect(issuesOf(imports[0]!)).toEqual([
		'warning email_placeholder email 2,3,4,5 jan.novak@neznamy.invalid|jan.novak2@neznamy.invalid|eva.mala@neznamy.invalid|eva.mala3@neznamy.invalid',
	])
})

test('what is generated is shown before anything is written, and checking again makes the same', async () => {
	const text = 'Jméno;Příjmení;E-mail\nJan;Novák;a@x.cz\nJan;Novák;b@x.cz\n'
	const runId = await prepareText(database, [{ target: 'users', text, options: { usernames: 'name' } }])
	const planned = async () => {
		const rows = await listRows(db, { importId: runId, target: 'users' }, { filter: 'all', after: 0, limit: 10 })
		return rows.map(({ line, action, values }) => [line, action, values.username])
	}
	const first = await planned()
	expect(first).toEqual([
		[2, 'create', 'jan.novak'],
		[3, 'create', 'jan.novak2'],
	])
	await prepare(database, runId)
	expect(await planned()).toEqual(first)
	expect(await usersIn(db)).toEqual([])
})
