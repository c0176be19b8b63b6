import { expect, test } from 'vitest'
import { DEFAULT_OPTIONS } from '../../contract/imports.ts'
import { assign, missingFields, nounOf, sharedOptions, stepOf, toWrite } from './sums.ts'

const counts = { read: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0 }

test('the least advanced file decides which step a run is at', () => {
	expect(stepOf([{ state: 'ready' }, { state: 'inspecting' }])).toBe('file')
	expect(stepOf([{ state: 'mapping' }, { state: 'refused' }])).toBe('columns')
	expect(stepOf([{ state: 'committed' }, { state: 'committed' }])).toBe('result')
})

test('the button counts people first, then companies, and leaves out what is zero', () => {
	const companies = {
		target: 'companies' as const,
		constants: {},
		mapping: [],
		counts: { ...counts, created: 25 },
		new_companies: 0,
		new_groups: [],
		staff_rows: 0,
		missing: 0,
		options: DEFAULT_OPTIONS,
	}
	const users = {
		target: 'users' as const,
		constants: { role: 'customer' },
		mapping: [],
		counts: { ...counts, created: 1248 },
		new_companies: 0,
		new_groups: [],
		staff_rows: 0,
		missing: 0,
		options: DEFAULT_OPTIONS,
	}
	expect(toWrite([companies, users])).toEqual([
		{ noun: 'contacts', count: 1248 },
		{ noun: 'companies', count: 25 },
	])
	expect(toWrite([{ ...companies, counts }, users])).toEqual([{ noun: 'contacts', count: 1248 }])
	expect(toWrite([companies, { ...users, new_companies: 3 }])).toContainEqual({ noun: 'companies', count: 28 })
	expect(toWrite([{ ...users, new_groups: ['Podpora', 'Sklad'] }])).toContainEqual({ noun: 'groups', count: 2 })
})

test('people are named by the role chosen for the whole file', () => {
	expect(nounOf({ target: 'users', constants: { role: 'operator' }, mapping: ['email'], staff_rows: 5 })).toBe(
		'operators',
	)
	const byColumn = { target: 'users', constants: { role: 'customer' }, mapping: ['role'] } as const
	expect(nounOf({ ...byColumn, mapping: ['role'], staff_rows: 2 })).toBe('users')
	expect(nounOf({ ...byColumn, mapping: ['role'], staff_rows: 0 })).toBe('contacts')
})

test('a field moves to the column it is given to', () => {
	const users = (...mapping: (string | null)[]) => ({ target: 'users', mapping }) as const
	expect(assign(users('email', null, 'company'), 1, 'email')).toEqual([null, 'email', 'company'])
	expect(assign(users('email', null), 0, null)).toEqual([null, null])
})

test('columns that can be joined share a field, and a whole name takes the places of its parts', () => {
	const users = (...mapping: (string | null)[]) => ({ target: 'users', mapping }) as const
	expect(assign(users('note', null), 1, 'note')).toEqual(['note', 'note'])
	expect(assign(users('first_name', 'last_name', 'title_before', null), 3, 'full_name')).toEqual([
		null,
		null,
		'title_before',
		'full_name',
	])
	expect(missingFields({ ...users('email', 'full_name'), constants: {}, options: DEFAULT_OPTIONS })).toEqual([
		'username',
	])
})

test('a username that will be made and an e-mail that will be filled in are not missing', () => {
	const item = { target: 'users', mapping: ['first_name'], constants: {}, options: DEFAULT_OPTIONS } as const
	const users = { ...item, mapping: ['first_name'] }
	expect(missingFields(users)).toEqual(['username', 'email'])
	expect(
		missingFields({ ...users, options: { ...DEFAULT_OPTIONS, usernames: 'name', placeholder_emails: true } }),
	).toEqual([])
})

test("a file that joins a run takes over what is decided for all of its files, not what is each one's own", () => {
	const companies = { target: 'companies' as const, options: { ...DEFAULT_OPTIONS, on_error: 'skip' as const } }
	const options = { ...DEFAULT_OPTIONS, usernames: 'email' as const, mode: 'upsert' as const, match: 'email' }
	expect(sharedOptions([companies, { target: 'users' as const, options }])).toEqual({
		on_error: 'skip',
		missing_company: 'error',
		missing_group: 'error',
		usernames: 'email',
		placeholder_emails: false,
	})
	expect(sharedOptions([])).toEqual({})
})
