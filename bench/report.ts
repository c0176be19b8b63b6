import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'
import type { Measured } from './measure.ts'
import type { RequestTimes } from './requests.ts'
import { ROOT } from './settings.ts'
import { median } from './statistics.ts'

/** What was measured, as the tables of `results.md`. */
export function report(measured: readonly Measured[], conditions: string): string {
	return [
		conditions,
		...measured.map(sizeTable),
		...(measured.length > 1 ? [growthTable(measured)] : []),
		...measured
			.slice(-1)
			.flatMap(({ rows, requests, during }) => [
				requestTable(`Lists and searches at ${count(rows)} users`, requests, 50),
				requestTable(`Other requests while ${count(rows)} users are imported in the same process`, during, 150),
			]),
	].join('\n\n')
}

/** Where and of what; asked before measuring, which takes minutes in which both can change. */
export function describeConditions(postgres: string): string {
	const cores = cpus()
	const load = loadavg()[0]!.toFixed(1)
	const commit = execFileSync('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
	const changed = execFileSync('git', ['status', '--porcelain', 'src', 'migrations'], { cwd: ROOT, encoding: 'utf8' })
	return [
		`- date: ${new Date().toISOString().slice(0, 10)}`,
		`- commit: ${commit}${changed.trim() ? ' and changes not committed' : ''}`,
		`- machine: ${cores.length} cores (${cores[0]!.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory`,
		`- load when the measuring began: ${load} processes that wanted a core`,
		`- Node.js ${process.versions.node}, PostgreSQL ${postgres} embedded`,
	].join('\n')
}

function sizeTable({ rows, bytes, floors, imports, preview_ms, tidy, undo }: Measured): string {
	const floor = middle(floors)
	const one = middle(imports)
	const readAndCheck = one.read + one.check
	// The targets are those of a million; what a process and a run cost to begin with is most of a small one.
	const judged = rows >= 1_000_000
	const share = judged ? ratio : plainRatio
	const speed = Math.round(rows / readAndCheck)
	const lines = [
		line('floor: copy', floor.copy),
		line('floor: insert', floor.insert),
		line('receive: store and inspect the file', one.receive),
		line('read: decode, parse, map, COPY', one.read),
		line('check: every rule', one.check),
		share('read + check', readAndCheck, floor.insert, 'insert', 0.5),
		`| read + check, rows/s | ${count(speed)} | | ${judged ? `>= 100,000 | ${verdict(speed >= 100_000)}` : '|'} |`,
		share('commit', one.commit, floor.insert, 'insert', 1.2),
		share('whole import, file to committed rows', one.total, floor.copy + floor.insert, 'copy + insert', 1.8),
		share('undo of the users', undo, floor.insert, 'insert', 1),
		line('afterwards, in the background: search index', tidy),
		`| peak memory of the Node process | ${megabytes(one.peak_bytes)} MB | | <= 250 MB | ${verdict(one.peak_bytes <= 250 * 2 ** 20)} |`,
		`| first preview of the first 256 KiB | ${Math.round(preview_ms)} ms | | < 1 s | ${verdict(preview_ms < 1000)} |`,
	]
	const megabytesOfFile = (bytes / 1e6).toFixed(1)
	return [
		`## ${count(rows)} users`,
		`${megabytesOfFile} MB, with ${count(rows / 50)} companies. ${howOften(floors.length, imports.length)}`,
		['| what | s | of the floor | target | |', '|---|---|---|---|---|', ...lines].join('\n'),
	].join('\n\n')
}

function howOften(floors: number, imports: number): string {
	if (imports > 1) return `Medians of ${imports}, floor and import in turns.`
	return `One import between ${floors} floors, whose middle is taken.`
}

function growthTable(measured: readonly Measured[]): string {
	const [least, most] = [measured[0]!, measured.at(-1)!]
	const perRow = ({ rows, imports }: Measured) => (middle(imports).total / rows) * 1e6
	const grown = perRow(most) / perRow(least) - 1
	const floorRow = ({ rows, floors }: Measured) => (middle(floors).insert / rows) * 1e6
	const lines = measured.map(
		(one) => `| ${count(one.rows)} | ${perRow(one).toFixed(1)} | ${floorRow(one).toFixed(1)} | ${memory(one)} |`,
	)
	return [
		'## From size to size',
		['| users | import, µs a row | floor insert, µs a row | peak memory, MB |', '|---|---|---|---|', ...lines].join(
			'\n',
		),
		`Cost of a row from ${count(least.rows)} to ${count(most.rows)}: ${signed(grown)}, target <= 20 %: ${verdict(grown <= 0.2)} (the floor's own: ${signed(floorRow(most) / floorRow(least) - 1)}).`,
	].join('\n\n')
}

function requestTable(title: string, times: readonly RequestTimes[], limit: number): string {
	const lines = times.map(
		({ kind, count: asked, p50, p95, max }) =>
			`| ${kind} | ${asked} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${max.toFixed(0)} | ${verdict(p95 < limit)} |`,
	)
	return [
		`## ${title}`,
		`Target: p95 < ${limit} ms.`,
		['| request | asked | p50 ms | p95 ms | longest ms | |', '|---|---|---|---|---|---|', ...lines].join('\n'),
	].join('\n\n')
}

/** Each number's median by itself. */
function middle<T extends { [K in keyof T]: number }>(several: readonly T[]): T {
	const names = Object.keys(several[0]!) as (keyof T)[]
	const middles = names.map((name) => [name, median(several.map((one) => one[name]))])
	return Object.fromEntries(middles) as T
}

function line(what: string, value: number): string {
	return `| ${what} | ${value.toFixed(2)} | | | |`
}

function ratio(what: string, value: number, floor: number, name: string, limit: number): string {
	const found = value / floor
	return `| ${what} | ${value.toFixed(2)} | ${found.toFixed(2)} x ${name} | <= ${limit} x | ${verdict(found <= limit)} |`
}

function plainRatio(what: string, value: number, floor: number, name: string): string {
	return `| ${what} | ${value.toFixed(2)} | ${(value / floor).toFixed(2)} x ${name} | | |`
}

function verdict(reached: boolean): string {
	return reached ? 'reached' : '**not reached**'
}

function memory({ imports }: Measured): string {
	return megabytes(middle(imports).peak_bytes)
}

function megabytes(bytes: number): string {
	return String(Math.round(bytes / 2 ** 20))
}

function signed(share: number): string {
	return `${share < 0 ? '−' : '+'}${Math.round(Math.abs(share) * 100)} %`
}

function count(value: number): string {
	return Math.round(value).toLocaleString('en')
}
