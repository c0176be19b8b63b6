import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const FILES = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
	.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
	.map((file) => ({ file, text: readFileSync(join(import.meta.dirname, file), 'utf8') }))

test('no field cuts what is pasted into it: its limit is said instead', () => {
	expect(FILES.length).toBeGreaterThan(100)
	expect(FILES.filter(({ text }) => /\bmaxLength\b/i.test(text)).map(({ file }) => file)).toEqual([])
})

test('what is sent by a button goes through `useAction`, which sends it once', () => {
	const saved = FILES.filter(({ text }) => /\buseMutation\(/.test(text)).map(({ file }) => file)
	// Each of these saves a value as it is chosen, or how far one has read.
	expect(saved.sort()).toEqual([
		'import/mend.ts',
		'import/run.ts',
		'settings/settings.ts',
		'tickets/PersonTickets.tsx',
		'tickets/changes.ts',
		'tickets/look.ts',
		'ui/action.ts',
	])
})
