import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIELDS } from '../contract/fields.ts'
import { DEFAULT_OPTIONS, type ImportOptions } from '../contract/imports.ts'
import { createMapper } from './map.ts'
import { stagedColumns } from './slots.ts'
import type { Breach, MapPlan } from './types.ts'

/** Maps records under a header of field names; rows come back as objects without their empty values. */
function mapRecords(plan: Partial<MapPlan>, fields: (string | null)[], records: string[][], breaches: Breach[] = []) {
	const target = plan.target ?? 'users'
	const mapper = createMapper({ target, mapping: fields, constants: {}, options: DEFAULT_OPTIONS, ...plan })
	const { rows, issues } = mapper({
		lines: records.map((_, at) => at + 2),
		cells: records,
		breaches,
		raw: null,
		bytes: 0,
	})
	const names = stagedColumns(target).map(({ name }) => name)
	return {
		rows: rows.map(({ values }) =>
			Object.fromEntries(
				values
					.map((value, at) => [names[at], value])
					.filter(([name, value]) => value !== null && !KEYS.includes(name!)),
			),
		),
		refused: rows.map(({ refused }) => refused),
		issues: issues.map(({ line, code, field, value }) => ({ line, code, field, value })),
	}
}

/** What people are ordered and searched by has a test of its own. */
const KEYS: readonly (string | null)[] = ['sort_key', 'words', 'phone_words']

const MARKS = { email_placeholder: 'f', username_generated: 'f', email_generated: 'f' }

function options(changes: Partial<ImportOptions>): { options: ImportOptions } {
	return { options: { ...DEFAULT_OPTIONS, ...changes } }
}

/** The codes of one cell of a user or company that is otherwise in order. */
function codesOf(target: 'users' | 'companies', field: string, cell: string): string[] {
	const others: Record<string, string> =
		target === 'users' ? { username: 'jan', email: 'jan@firma.cz' } : { name: 'Acme s.r.o.' }
	delete others[field]
	const fields = [field, ...Object.keys(others)]
	return mapRecords({ target }, fields, [[cell, ...Object.values(others)]]).issues.map(({ code }) => code)
}

test('the staged columns are the fields of the contract, and for users three marks', () => {
	expect(stagedColumns('companies').map(({ name }) => name)).toEqual(FIELDS.companies.map(({ name }) => name))
	expect(stagedColumns('users').slice(-7)).toEqual([
		{ name: 'company_tickets', mark: false },
		{ name: 'email_placeholder', mark: true },
		{ name: 'username_generated', mark: true },
		{ name: 'email_generated', mark: true },
		{ name: 'sort_key', mark: false },
		{ name: 'words', mark: false },
		{ name: 'phone_words', mark: false },
	])
})

test('cells go under their fields, cleaned and converted; unmapped columns are left out', () => {
	const fields = ['first_name', null, 'username', 'email', 'role', 'language', 'active', 'note']
	const cells = [' Jan\u00a0 ', 'tajné', 'jan.novák', 'Jan@Firma.cz', 'Operátor', 'Čeština', 'ano', ' a\r\nb ']
	expect(mapRecords({}, fields, [cells])).toEqual({
		rows: [
			{
				...MARKS,
				username: 'jan.novák',
				email: 'Jan@Firma.cz',
				first_name: 'Jan',
				role: 'operator',
				language: 'cs',
				active: 't',
				note: 'a\nb',
			},
		],
		refused: [false],
		issues: [],
	})
})

test('a company keeps its leading zeros and loses the spaces of its IČO', () => {
	const { rows, issues } = mapRecords(
		{ target: 'companies' },
		['name', 'registration_number', 'external_id'],
		[['Acme', '000 06 947', '007']],
	)
	expect(rows).toEqual([{ name: 'Acme', registration_number: '00006947', external_id: '007' }])
	expect(issues).toEqual([])
})

test('missing trailing cells are empty', () => {
	const { rows, refused } = mapRecords({}, ['username', 'email', 'note'], [['jan', 'jan@firma.cz']])
	expect(rows).toEqual([{ ...MARKS, username: 'jan', email: 'jan@firma.cz', role: 'customer' }])
	expect(refused).toEqual([false])
})

test('what is required and missing refuses the row, with the line of the record', () => {
	expect(
		mapRecords(
			{},
			['username', 'email'],
			[
				['jan', 'jan@firma.cz'],
				[' ', '-'],
			],
		),
	).toMatchObject({
		refused: [false, true],
		issues: [
			{ line: 3, code: 'username_missing', field: 'username', value: null },
			{ line: 3, code: 'email_missing', field: 'email', value: null },
		],
	})
	expect(mapRecords({ target: 'companies' }, ['note'], [['x']]).issues).toEqual([
		{ line: 2, code: 'name_missing', field: 'name', value: null },
	])
})

test('an update or upsert needs its key and nothing else before the database is asked', () => {
	const byUsername = mapRecords(options({ mode: 'update', match: 'username' }), ['username', 'email'], [['', '']])
	expect(byUsername.issues.map(({ code }) => code)).toEqual(['username_missing'])
	const byId = mapRecords(options({ mode: 'update', match: 'external_id' }), ['external_id', 'phone'], [['7', '']])
	expect(byId).toMatchObject({ refused: [false], issues: [] })
	const upsert = mapRecords(options({ mode: 'upsert', match: 'external_id' }), ['external_id'], [['7']])
	expect(upsert).toMatchObject({ refused: [false], issues: [] })
})

test('the role is the cell, else the constant, else customer; never a guess', () => {
	const fields = ['username', 'email', 'role']
	const records = [
		['a', 'a@firma.cz', 'správce'],
		['b', 'b@firma.cz', ''],
		['c', 'c@firma.cz', 'šéf'],
	]
	const roles = (plan: Partial<MapPlan>) => mapRecords(plan, fields, records).rows.map(({ role }) => role)
	expect(roles({})).toEqual(['admin', 'customer', 'šéf'])
	expect(roles({ constants: { role: 'operator' } })).toEqual(['admin', 'operator', 'šéf'])
	expect(mapRecords({}, fields, records)).toMatchObject({
		refused: [false, false, true],
		issues: [{ line: 4, code: 'role_invalid', field: 'role', value: 'šéf' }],
	})
})

test('a constant fills every row, converted, and a mapped column beats it', () => {
	const constants = { language: 'Slovenčina', company: ' Acme ', note: 'z importu' }
	const { rows } = mapRecords(
		{ constants },
		['username', 'email', 'note'],
		[
			['a', 'a@firma.cz', 'vlastní'],
			['b', 'b@firma.cz', ''],
		],
	)
	expect(rows.map(({ language, company, note }) => [language, company, note])).toEqual([
		['sk', 'Acme', 'vlastní'],
		['sk', 'Acme', undefined],
	])
})

test('a constant that cannot be right is an issue of every row', () => {
	const { issues } = mapRecords(
		{ constants: { language: '???' } },
		['username', 'email'],
		[
			['a', 'a@firma.cz'],
			['b', 'b@firma.cz'],
		],
	)
	expect(issues.map(({ line, code }) => [line, code])).toEqual([
		[2, 'language_invalid'],
		[3, 'language_invalid'],
	])
})

test.each([
	['users', 'email', 'nesmysl', ['email_invalid']],
	['users', 'email', 'Jan <jan@firma.cz>', []],
	['users', 'email', 'xx@yy.cz', ['email_placeholder']],
	['users', 'email', 'není', ['email_missing']],
	['users', 'email', '#N/A', ['spreadsheet_damage', 'email_invalid']],
	['users', 'username', 'jan novák', ['username_invalid']],
	['users', 'username', '@jan', ['formula']],
	['users', 'username', '4E+11', ['spreadsheet_damage']],
	['users', 'language', 'klingonština', ['language_invalid']],
	['users', 'active', 'možná', ['active_invalid']],
	['users', 'phone', '123', ['phone_invalid']],
	['users', 'phone', 'nemá', []],
	['users', 'phone', '4,20602E+11', ['spreadsheet_damage']],
	['users', 'mobile', '="777123456"', []],
	['users', 'mobile', "'+420602123456", []],
	['users', 'phone', '+420 602 123 456', []],
	['users', 'first_name', '=HYPERLINK("http://x")', ['formula']],
	['users', 'first_name', "'=1+1", ['formula']],
	['users', 'note', '-5', []],
	['users', 'last_name', 'NovĂ\u00adk', ['spreadsheet_damage']],
	['users', 'last_name', 'Nov�k', ['spreadsheet_damage']],
	['users', 'first_name', 'x'.repeat(101), ['first_name_too_long']],
	['users', 'first_name', '😀'.repeat(100), []],
	['users', 'first_name', '😀'.repeat(101), ['first_name_too_long']],
	['users', 'username', 'x'.repeat(101), ['username_too_long']],
	['users', 'email', `${'x'.repeat(260)}@firma.cz`, ['email_too_long']],
	['users', 'position', '########', ['spreadsheet_damage']],
	['companies', 'registration_number', '25123890', ['registration_number_invalid']],
	['companies', 'registration_number', '251 23 891', []],
	['companies', 'registration_number', 'HRB 1234', ['registration_number_invalid']],
	['companies', 'vat_number', 'CZ25123890', ['vat_number_invalid']],
	['companies', 'vat_number', 'CZ699001182', []],
	['companies', 'postal_code', '110 00', []],
	['companies', 'postal_code', '1001', ['postal_code_invalid']],
	['companies', 'postal_code', '#N/A', ['spreadsheet_damage']],
	['companies', 'email', 'info@example.com', ['email_placeholder']],
	['companies', 'name', '   ', ['name_missing']],
] as const)('a cell of %s.%s that holds %j has the issues %j', (target, field, cell, codes) => {
	expect(codesOf(target, field, cell)).toEqual(codes)
})

test('a wrong value stays in the row as typed', () => {
	const { rows } = mapRecords({}, ['username', 'email', 'active'], [['jan novák', 'nesmysl', 'možná']])
	expect(rows[0]).toMatchObject({ username: 'jan novák', email: 'nesmysl', active: 'možná' })
})

test('wrappers and the marks of our own exports are undone', () => {
	const { rows } = mapRecords(
		{},
		['username', 'email', 'mobile', 'phone', 'note', 'position'],
		[['jan', 'jan@firma.cz', '="777123456"', "'+420602123456", "'=1+1", "'t Hart"]],
	)
	expect(rows[0]).toMatchObject({ mobile: '777123456', phone: '+420602123456', note: '=1+1', position: "'t Hart" })
})

test('a postal code is judged by the country of its row', () => {
	const { issues } = mapRecords(
		{ target: 'companies' },
		['name', 'postal_code', 'country'],
		[
			['A', '1010', 'Rakousko'],
			['B', '1010', 'CZ'],
			['C', '811 01', 'Slovensko'],
		],
	)
	expect(issues).toEqual([{ line: 3, code: 'postal_code_invalid', field: 'postal_code', value: '1010' }])
})

test('a record that is not written rightly is refused, shown as typed, and gets no further issues', () => {
	const breach = { line: 2, code: 'too_many_fields', column: 2, value: 'c' } as const
	expect(
		mapRecords(
			{},
			['username', 'email'],
			[
				['=x', 'nesmysl', 'c'],
				['jan', 'jan@firma.cz'],
			],
			[breach],
		),
	).toEqual({
		rows: [
			{ ...MARKS, username: '=x', email: 'nesmysl', role: 'customer' },
			{ ...MARKS, username: 'jan', email: 'jan@firma.cz', role: 'customer' },
		],
		refused: [true, false],
		issues: [{ line: 2, code: 'too_many_fields', field: null, value: 'c' }],
	})
})

test('a breach names the field of its column, and one without a record is not lost', () => {
	const undecodable = { code: 'undecodable', column: 1, value: 'x' } as const
	const breaches = [
		{ ...undecodable, line: 2 },
		{ ...undecodable, line: 99 },
	]
	expect(mapRecords({}, ['username', 'email'], [['jan', 'x']], breaches).issues).toEqual([
		{ line: 2, code: 'undecodable', field: 'email', value: 'x' },
		{ line: 99, code: 'undecodable', field: 'email', value: 'x' },
	])
})

const PERSON = ['first_name', 'last_name', 'email', 'username']

test.each([
	['given', ['Jan', 'Novák', 'Jan@Firma.cz', 'honza'], 'honza', 'f'],
	['email', ['Jan', 'Novák', 'Jan@Firma.cz', 'honza'], 'jan@firma.cz', 't'],
	['name', ['Jan', 'Novák', 'Jan@Firma.cz', 'honza'], 'jan.novak', 't'],
	['name', ['', '', 'Jan.N@Firma.cz', ''], 'jan.n', 't'],
	['name', ['Олена', '', 'olena@firma.cz', ''], 'olena', 't'],
] as const)('usernames by %s out of %j: %s', (usernames, cells, username, mark) => {
	const { rows, issues } = mapRecords(options({ usernames }), PERSON, [[...cells]])
	expect(rows[0]).toMatchObject({ username, username_generated: mark })
	expect(issues).toEqual([])
})

test('a username that nothing can make is missing once', () => {
	const codes = (usernames: 'email' | 'name') =>
		mapRecords(options({ usernames }), PERSON, [['', '', '', 'honza']]).issues.map(({ code }) => code)
	expect(codes('email')).toEqual(['email_missing'])
	expect(codes('name')).toEqual(['username_missing', 'email_missing'])
})

test('people who exist keep their usernames', () => {
	const plan = options({ mode: 'update', match: 'email', usernames: 'name' })
	expect(mapRecords(plan, ['first_name', 'email'], [['Jan', 'jan@firma.cz']])).toMatchObject({
		rows: [{ username_generated: 'f' }],
		issues: [],
	})
})

test.each([
	[['Jan', 'Novák', '', 'honza'], 'jan.novak@neznamy.invalid'],
	[['', '', 'není', 'Honza_N@firma'], 'honza.n.firma@neznamy.invalid'],
	[['', '', '', ''], 'kontakt@neznamy.invalid'],
])('a missing e-mail of %j becomes %s', (cells, email) => {
	const { rows, issues } = mapRecords(options({ placeholder_emails: true }), PERSON, [cells])
	expect(rows[0]).toMatchObject({ email, email_placeholder: 't', email_generated: 't' })
	expect(issues[0]).toEqual({ line: 2, code: 'email_placeholder', field: 'email', value: email })
})

test('a placeholder of the file is marked, but not as generated', () => {
	const { rows } = mapRecords(options({ placeholder_emails: true }), PERSON, [['Jan', '', 'xx@yy.cz', 'jan']])
	expect(rows[0]).toMatchObject({ email: 'xx@yy.cz', email_placeholder: 't', email_generated: 'f' })
})

test('a plan that names an unknown field is a mistake of ours', () => {
	expect(() => mapRecords({}, ['shoe_size'], [])).toThrow('shoe_size')
	expect(() => mapRecords({ constants: { shoe_size: '42' } }, [], [])).toThrow('shoe_size')
})

test('whatever stands in the records, each becomes one row, refused exactly when it has an error', () => {
	const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=1', "'=1", '#N/A', 'x@y.cz', '="a"', '4E+11'))
	const plans = fc.record({
		target: fc.constantFrom('users' as const, 'companies' as const),
		mode: fc.constantFrom('create' as const, 'update' as const, 'upsert' as const),
		usernames: fc.constantFrom('given' as const, 'email' as const, 'name' as const),
		placeholder_emails: fc.boolean(),
	})
	fc.assert(
		fc.property(plans, fc.array(fc.array(cell, { maxLength: 20 }), { maxLength: 5 }), ({ target, ...rest }, cells) => {
			const mapping = FIELDS[target].map(({ name }) => name)
			const mapper = createMapper({ target, mapping, constants: {}, options: { ...DEFAULT_OPTIONS, ...rest } })
			const lines = cells.map((_, at) => at + 2)
			const { rows, issues } = mapper({ lines, cells, breaches: [], raw: null, bytes: 7 })
			expect(rows.map(({ line }) => line)).toEqual(lines)
			const bad = new Set(issues.filter(({ severity }) => severity === 'error').map(({ line }) => line))
			for (const { line, values, refused } of rows) {
				expect(refused).toBe(bad.has(line))
				expect(values.length).toBe(stagedColumns(target).length)
				expect(values.join('')).not.toContain('\u0000')
			}
		}),
	)
})

test('columns of one field are joined in the order of the file, with what belongs between them', () => {
	const { rows, issues } = mapRecords(
		{ target: 'companies' },
		['name', 'street', 'note', 'street', 'note'],
		[
			['Alfa', ' Dlouhá ', 'první', '12', 'druhá'],
			['Beta', '', '', '7', 'jen ta'],
			['Gama', '', '', '', ''],
		],
	)
	expect(rows).toEqual([
		{ name: 'Alfa', street: 'Dlouhá 12', note: 'první\ndruhá' },
		{ name: 'Beta', street: '7', note: 'jen ta' },
		{ name: 'Gama' },
	])
	expect(issues).toEqual([])
})

test('a value that only joining makes too long is one issue, and so is a part that is too long', () => {
	const long = 'x'.repeat(150)
	const issuesOf = (...parts: string[]) =>
		mapRecords({ target: 'companies' }, ['name', 'street', 'street'], [['Alfa', ...parts]]).issues.map(
			({ code }) => code,
		)
	expect(issuesOf(long, long)).toEqual(['street_too_long'])
	expect(issuesOf(long + long, '1')).toEqual(['street_too_long'])
	expect(issuesOf(long, '1')).toEqual([])
})

test('a joined cell is judged by itself, and a broken record keeps all of them', () => {
	const fields = ['username', 'email', 'phone', 'phone']
	const cells = ['jan', 'jan@firma.cz', '222333444', '12']
	expect(mapRecords({}, fields, [cells])).toMatchObject({
		rows: [{ phone: '222333444, 12' }],
		issues: [{ code: 'phone_invalid', field: 'phone', value: '12' }],
	})
	const breach = { line: 2, code: 'too_many_fields', column: null, value: null } as const
	expect(mapRecords({}, fields, [cells], [breach]).rows).toMatchObject([{ phone: '222333444, 12' }])
})

test('a whole name goes to its four fields, beside a column of titles', () => {
	const fields = ['username', 'email', 'title_before', 'full_name']
	expect(
		mapRecords({}, fields, [
			['jan', 'jan@firma.cz', '', 'Ing. Jan Novák, Ph.D.'],
			['eva', 'eva@firma.cz', 'Ing.', 'Nováková, Ing. Eva'],
			['petr', 'petr@firma.cz', 'doc.', 'Ing. Petr Malý'],
			['kdo', 'kdo@firma.cz', '', 'Recepce'],
		]).rows,
	).toMatchObject([
		{ title_before: 'Ing.', first_name: 'Jan', last_name: 'Novák', title_after: 'Ph.D.' },
		{ title_before: 'Ing.', first_name: 'Eva', last_name: 'Nováková' },
		{ title_before: 'doc. Ing.', first_name: 'Petr', last_name: 'Malý' },
		{ last_name: 'Recepce' },
	])
})

test('a username made of the name sees the name taken apart', () => {
	const plan = options({ usernames: 'name' })
	expect(mapRecords(plan, ['email', 'full_name_last_first'], [['jan@firma.cz', 'Novák Jan']]).rows).toMatchObject([
		{ username: 'jan.novak', first_name: 'Jan', last_name: 'Novák' },
	])
})

test('of several addresses the first is the e-mail, the others go to the end of the note', () => {
	const of = (cell: string, ...notes: string[]) => {
		const { rows, issues } = mapRecords(
			{},
			['username', 'emails', ...notes.map(() => 'note')],
			[['jan', cell, ...notes]],
		)
		return [rows[0]!.email, rows[0]!.note, ...issues.map(({ code, value }) => `${code} ${value}`)]
	}
	const cell = 'jan@firma.cz ::: jan@doma.cz'
	expect(of(cell)).toEqual(['jan@firma.cz', 'jan@doma.cz', `email_several ${cell}`])
	expect(of(cell, 'volat')).toEqual(['jan@firma.cz', 'volat\njan@doma.cz', `email_several ${cell}`])
	expect(of(cell, 'volat', 'ráno')).toEqual(['jan@firma.cz', 'volat\nráno\njan@doma.cz', `email_several ${cell}`])
	expect(of(cell, 'x'.repeat(9_995))[3]).toMatch(/^note_too_long x/)
	expect(of('jan@firma.cz, JAN@firma.cz')).toEqual(['jan@firma.cz', undefined])
	expect(of('jan@firma.cz', 'volat')).toEqual(['jan@firma.cz', 'volat'])
	expect(of('jan@gmial.com, jan@doma.cz').slice(2)).toEqual([
		'email_mistyped jan@gmial.com',
		'email_several jan@gmial.com, jan@doma.cz',
	])
	expect(of('jan@firma.cz, nic')).toEqual(['jan@firma.cz, nic', undefined, 'email_invalid jan@firma.cz, nic'])
	expect(of('není')).toEqual([undefined, undefined, 'email_missing null'])
})

test('a constant note stays before the addresses that are added to it', () => {
	const plan = { constants: { note: 'z Googlu' } }
	const { rows } = mapRecords(
		plan,
		['username', 'emails'],
		[
			['a', 'a@x.cz, b@x.cz'],
			['c', 'c@x.cz'],
		],
	)
	expect(rows.map(({ note }) => note)).toEqual(['z Googlu\nb@x.cz', 'z Googlu'])
})

test('columns joined in a field a name is taken apart into lose nothing', () => {
	const fields = ['username', 'email', 'full_name', 'title_before', 'title_before']
	const { rows } = mapRecords({}, fields, [['jan', 'jan@firma.cz', 'Ing. Jan Novák', 'doc.', 'Mgr.']])
	expect(rows).toMatchObject([{ title_before: 'doc. Mgr. Ing.', last_name: 'Novák' }])
})

test('of several numbers the first mobile one goes to the mobile, unless a column has it; the others stay', () => {
	const of = (phone: string, mobile?: string) => {
		const fields = ['username', 'email', 'phones', ...(mobile === undefined ? [] : ['mobile'])]
		const { rows, issues } = mapRecords({}, fields, [['jan', 'jan@firma.cz', phone, ...(mobile ? [mobile] : [])]])
		return [rows[0]!.phone, rows[0]!.mobile, ...issues.map(({ code }) => code)]
	}
	expect(of('+420 777 123 456, 222 333 444')).toEqual(['222 333 444', '+420 777 123 456'])
	expect(of('777 123 456 / 602 123 456')).toEqual(['602 123 456', '777 123 456'])
	expect(of('222 333 444, 222 333 555')).toEqual(['222 333 444, 222 333 555', undefined, 'phone_several'])
	expect(of('222 333 444, 777 123 456, 222 333 555')).toEqual([
		'222 333 444, 222 333 555',
		'777 123 456',
		'phone_several',
	])
	expect(of('777 123 456, 222 333 444', '608111222')).toEqual([
		'777 123 456, 222 333 444',
		'608111222',
		'phone_several',
	])
	expect(of('777 123 456')).toEqual(['777 123 456', undefined])
	expect(of('není')).toEqual([undefined, undefined])
})
