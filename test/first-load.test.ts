import { expect, test } from 'vitest'
import { firstLoads, type Manifest } from '../scripts/first-load.ts'

const SIZES: Record<string, number> = {
	'main.js': 100,
	'shared.js': 10,
	'list.js': 7,
	'rows.js': 5,
	'page.js': 9,
	'dialog.js': 50,
	'cs.js': 4,
	'en.js': 3,
}
const manifest: Manifest = {
	'index.html': {
		file: 'main.js',
		isEntry: true,
		imports: ['_i18n.js'],
		dynamicImports: ['tickets/List.tsx', 'tickets/Page.tsx'],
	},
	'_i18n.js': { file: 'shared.js', dynamicImports: ['i18n/cs.ts', 'i18n/en.ts'] },
	'i18n/cs.ts': { file: 'cs.js' },
	'i18n/en.ts': { file: 'en.js' },
	'tickets/List.tsx': { file: 'list.js', imports: ['_i18n.js'], dynamicImports: ['tickets/Rows.tsx'] },
	'tickets/Rows.tsx': { file: 'rows.js' },
	'tickets/Page.tsx': { file: 'page.js', dynamicImports: ['ui/overlays.ts'] },
	'ui/overlays.ts': { file: 'dialog.js' },
}

test('a page weighs itself, what it needs and fetches at once, and one language; not what is opened later', () => {
	expect(firstLoads(manifest, (file) => SIZES[file]!)).toEqual([
		{ page: 'tickets/List.tsx', bytes: 100 + 10 + 4 + 7 + 5 },
		{ page: 'tickets/Page.tsx', bytes: 100 + 10 + 4 + 9 },
	])
})
