import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../harness.ts'
import { clear, importText, usersIn } from './harness.ts'

const database = await testDatabase()
const { db } = database
beforeEach(() => clear(database))

const USERS = 'Login;Mail\na;a@x.cz\nb;b@x.cz\n'

test('everybody is a customer unless somebody says otherwise', async () => {
	const { imports } = await importText(database, [{ target: 'users', text: USERS }])
	expect(imports[0]!.staff_rows).toBe(0)
	expect(await usersIn(db)).toEqual(['a a@x.cz customer @ -', 'b b@x.cz customer @ -'])
})

test('a role for the whole import holds for every row, and the number of staff is known before writing', async () => {
	const file = { target: 'users' as const, text: USERS, constants: { role: 'operator' } }
	const { imports } = await importText(database, [file])
	expect(imports[0]!.staff_rows).toBe(2)
	expect(await usersIn(db)).toEqual(['a a@x.cz operator @ -', 'b b@x.cz operator @ -'])
})

test('a mapped column decides row by row, the role of the import fills its empty cells', async () => {
	const text = 'Login;Mail;Role\na;a@x.cz;Koncový uživatel\nb;b@x.cz;\nc;c@x.cz;Administrátor\n'
	const { imports } = await importText(database, [{ target: 'users', text, constants: { role: 'operator' } }])
	expect(imports[0]!.staff_rows).toBe(2)
	expect(await usersIn(db)).toEqual(['a a@x.cz customer @ -', 'b b@x.cz operator @ -', 'c c@x.cz admin @ -'])
})

test('a refused row is nobody to be confirmed', async () => {
	const text = 'Login;Mail;Role\na;a@x.cz;Operátor\nA;b@x.cz;Operátor\n'
	const { imports } = await importText(database, [{ target: 'users', text, options: { on_error: 'skip' } }])
	expect(imports[0]!.staff_rows).toBe(1)
})

test('constants are the same for every row, and are read as cells are', async () => {
	const constants = { language: 'Čeština', position: '  účetní ', active: 'ne' }
	await importText(database, [{ target: 'users', text: USERS, constants }])
	const { rows } = await sql`select username, language, position, active from users order by id`.execute(db)
	expect(rows).toEqual([
		{ username: 'a', language: 'cs', position: 'účetní', active: false },
		{ username: 'b', language: 'cs', position: 'účetní', active: false },
	])
})

test('every field arrives as it stands: zeros stay, nothing becomes a number or a date', async () => {
	const text =
		'Login;Mail;Jméno;Příjmení;Titul před;Titul za;Telefon;Mobil;Pozice;Jazyk;Poznámka;Externí ID;Aktivní\n' +
		'007;a@x.cz;Ján;Žižka;Ing.;Ph.D.;0602123456;+420 777 123 456;1/2;sk;"dva\nřádky";00042;ano\n'
	const { written } = await importText(database, [{ target: 'users', text }])
	expect(written).toBe(true)
	const { rows } = await sql`
		select username, email, first_name, last_name, title_before, title_after, phone, mobile, position, language,
		       note, external_id, active
		from users
	`.execute(db)
	expect(rows).toEqual([
		{
			username: '007',
			email: 'a@x.cz',
			first_name: 'Ján',
			last_name: 'Žižka',
			title_before: 'Ing.',
			title_after: 'Ph.D.',
			phone: '0602123456',
			mobile: '+420 777 123 456',
			position: '1/2',
			language: 'sk',
			note: 'dva\nřádky',
			external_id: '00042',
			active: true,
		},
	])
})
