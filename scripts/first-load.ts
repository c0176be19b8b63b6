import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './checks.ts'

/*
 * How much JavaScript each page of the web app needs before it can be read, compressed as it is sent. Fails when a
 * page needs more than the limit. `vite build` comes first.
 */

/** Bytes. What a slow mobile network brings in two seconds. */
export const LIMIT = 250_000

/** The parts of a vite manifest that are used here. */
export type Manifest = Record<
	string,
	{ file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] }
>

/** Fetched when somebody opens it, and so no part of a first view. Everything else that is fetched lazily is one. */
const LATER: readonly string[] = [
	'ui/overlays.ts',
	'../../node_modules/@mantine/notifications/esm/index.mjs',
	'help/StepHelp.tsx',
	'import/Fixes.tsx',
	'import/RowForm.tsx',
	'users/CompanySelect.tsx',
	'tickets/ViewDialogs.tsx',
	'tickets/BulkBar.tsx',
	'tickets/ShortcutsDialog.tsx',
	'tickets/RequesterDialog.tsx',
]
/** Of these a visit fetches one: the larger counts. */
const LANGUAGES: readonly string[][] = [
	['i18n/cs.ts', 'i18n/en.ts'],
	['i18n/cs.help.ts', 'i18n/en.help.ts'],
]

/** Bytes of a first view by page, the largest first. `sizeOf` a built file. */
export function firstLoads(manifest: Manifest, sizeOf: (file: string) => number): { page: string; bytes: number }[] {
	const entry = Object.keys(manifest).find((key) => manifest[key]!.isEntry)
	if (!entry) throw new Error('the manifest has no entry')
	const others = LANGUAGES.flatMap((keys) => {
		const known = keys.filter((key) => manifest[key])
		return known.sort((a, b) => sizeOf(manifest[b]!.file) - sizeOf(manifest[a]!.file)).slice(1)
	})
	const skipped = new Set([...LATER, ...others])
	const pages = (manifest[entry]!.dynamicImports ?? []).filter((key) => !skipped.has(key))
	const frame = reach(manifest, [entry], new Set([...skipped, ...pages]))
	return pages
		.map((page) => {
			const files = new Set([...frame, ...reach(manifest, [page], skipped)].map((key) => manifest[key]!.file))
			return { page, bytes: [...files].reduce((sum, file) => sum + sizeOf(file), 0) }
		})
		.sort((a, b) => b.bytes - a.bytes)
}

/** What these need, and what that fetches at once. */
function reach(manifest: Manifest, keys: readonly string[], skipped: ReadonlySet<string>): Set<string> {
	const found = new Set<string>()
	const visit = (key: string) => {
		if (found.has(key)) return
		found.add(key)
		const { imports = [], dynamicImports = [] } = manifest[key]!
		for (const next of imports) visit(next)
		for (const next of dynamicImports) if (!skipped.has(next)) visit(next)
	}
	for (const key of keys) visit(key)
	return found
}

if (import.meta.main) {
	const web = join(ROOT, 'dist/web')
	const manifest: Manifest = JSON.parse(readFileSync(join(web, '.vite/manifest.json'), 'utf8'))
	const loads = firstLoads(manifest, (file) => statSync(join(web, `${file}.br`)).size)
	const tooLarge = loads.filter(({ bytes }) => bytes > LIMIT)
	for (const { page, bytes } of tooLarge.length > 0 ? tooLarge : loads.slice(0, 3)) {
		process.stdout.write(`${page}: ${Math.round(bytes / 1000)} kB of JavaScript, at most ${LIMIT / 1000}\n`)
	}
	process.exitCode = tooLarge.length > 0 ? 1 : 0
}
