import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** One import statement of the source. */
export interface Arrow {
	from: string
	to: string
}

/** Folders that are no feature: what each may import, besides packages and itself. */
const MAY: Readonly<Record<string, readonly string[]>> = {
	contract: [],
	db: ['config', 'tables'],
	errors: ['contract'],
	config: [],
	tables: [],
	api: ['contract', 'errors', 'auth/permissions'],
	jobs: ['db', 'config'],
	values: ['contract', 'errors'],
	mail: ['config'],
	search: ['db'],
	web: ['contract'],
	cli: ['*'],
	main: ['*'],
	product: ['*'],
}

/** What every feature may import; not each other. */
const FEATURE: readonly string[] = [
	'db',
	'jobs',
	'mail',
	'contract',
	'errors',
	'tables',
	'auth',
	'audit',
	'values',
	'search',
	'api/app',
	'api/cursor',
	'api/events',
	'api/schemas',
	'api/upload',
]

/** Arrows of `src/` that the architecture does not allow. New folders are features, so they are guarded from birth. */
export function forbidden(arrows: readonly Arrow[]): Arrow[] {
	return arrows.filter(({ from, to }) => {
		const folder = topOf(from)
		if (topOf(to) === folder) return false
		const allowed = MAY[folder] ?? FEATURE
		return !allowed.some((name) => name === '*' || name === topOf(to) || name === to.replace(/\.tsx?$/, ''))
	})
}

/** Every relative import below `root`, as paths from it. Tests may import what they test with. */
export function readArrows(root: string): Arrow[] {
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
	return files
		.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
		.flatMap((from) => importsOf(root, from))
}

function importsOf(root: string, from: string): Arrow[] {
	const text = readFileSync(join(root, from), 'utf8')
	const paths = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1]!)
	return paths.map((path) => ({ from, to: relative(root, join(root, dirname(from), path)) }))
}

function topOf(path: string): string {
	return path.split('/')[0]!.replace(/\.tsx?$/, '')
}
