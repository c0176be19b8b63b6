import { join } from 'node:path'
import { expect, test } from 'vitest'
import { forbidden, readArrows } from './architecture.ts'

const SRC = join(import.meta.dirname, '../src')

test('the source imports along the arrows of the architecture only', () => {
	const arrows = readArrows(SRC)
	expect(arrows.length).toBeGreaterThan(100)
	expect(forbidden(arrows)).toEqual([])
})

test.each([
	['companies/queries.ts', 'users/queries.ts'],
	['tickets/routes.ts', 'import/imports.ts'],
	['web/import/Wizard.tsx', 'import/imports.ts'],
	['contract/fields.ts', 'db/database.ts'],
	['db/copy.ts', 'import/types.ts'],
	['api/server.ts', 'auth/sessions.ts'],
])('a planted import from %s to %s is caught', (from, to) => {
	expect(forbidden([{ from, to }])).toEqual([{ from, to }])
})

test.each([
	['users/routes.ts', 'auth/permissions.ts'],
	['import/commit.ts', 'db/database.ts'],
	['main.ts', 'cli/serve.ts'],
	['web/main.tsx', 'contract/fields.ts'],
])('an import from %s to %s is allowed', (from, to) => {
	expect(forbidden([{ from, to }])).toEqual([])
})
