import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'
import type { DeskTimes } from './desk.ts'
import type { ImportTimes } from './import.ts'
import type { Measured } from './measure.ts'
import type { MendTimes } from './mend.ts'
import type { ReadingTimes } from './reading.ts'
import type { RequestTimes } from './requests.ts'
import { ROOT } from './settings.ts'
import { median, medianTook, sum, type Took } from './statistics.ts'

/** What was measured, as the tables of `results.md`. */
export function report(measured: readonly Measured[], desk: DeskTimes | undefined, conditions: string): string {
	return [
		conditions,
		...measured.map(sizeTable),
		...(measured.length > 1 ? [growthTable(measured)] : []),
		...measured
			.slice(-1)
			.flatMap(({ rows, requests, during, mending, reading }) => [
				requestTable(`Lists and searches at ${count(rows)} users`, requests, 50),
				requestTable(`Other requests while ${count(rows)} users are imported in the same process`, during, 150),
				...(mending && reading ? [mendTable(rows, mending, reading)] : []),
			]),
		...(desk ? deskTables(desk) : []),
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

function sizeTable({ rows, bytes, floors, imports, preview_ms, undo, upserts }: Measured): string {
	const copy = medianTook(floors.map((one) => one.copy))
	const insert = medianTook(floors.map((one) => one.insert))
	const receive = medianTook(imports.map((one) => one.receive))
	const prepare = medianTook(imports.map((one) => one.prepare))
	const commit = medianTook(imports.map((one) => one.commit))
	const read = median(imports.map((one) => one.read))
	const speed = Math.round(rows / prepare.seconds)
	// The targets are those of a million; what a process and a run cost to begin with is most of a small one.
	const judged = rows >= 1_000_000
	const lines = [
		line('floor: copy', copy),
		line('floor: insert', insert),
		line('receive: store and inspect the file', receive),
		`| read: decode, parse, map, COPY | ${read.toFixed(2)} | | | | | |`,
		`| check: every rule | ${(prepare.seconds - read).toFixed(2)} | | | | | |`,
		ratio('read + check', prepare, insert, 'insert', judged ? 0.5 : undefined),
		`| read + check, rows/s | ${count(speed)} | ${count(rows / prepare.processor)} | | | ${judged ? `>= 100,000 | ${verdict(speed >= 100_000)}` : '|'} |`,
		ratio('commit', commit, insert, 'insert', judged ? 1.2 : undefined),
		ratio(
			'whole import, file to committed rows',
			whole(imports),
			sum(copy, insert),
			'copy + insert',
			judged ? 1.8 : undefined,
		),
		ratio('undo of the users', undo, insert, 'insert', judged ? 1 : undefined),
		ratio('the same file as an upsert, nothing changed', wholeOf(upserts.same), insert, 'insert', undefined),
		ratio('upsert with every tenth changed', wholeOf(upserts.changed), insert, 'insert', undefined),
		ratio('undo of that upsert', upserts.undo, insert, 'insert', undefined),
		`| peak memory of the Node process | ${megabytes(imports)} MB | | | | <= 250 MB | ${verdict(megabytes(imports) <= 250)} |`,
		`| first preview of the first 256 KiB | ${Math.round(preview_ms)} ms | | | | < 1 s | ${verdict(preview_ms < 1000)} |`,
	]
	return [
		`## ${count(rows)} users`,
		`${(bytes / 1e6).toFixed(1)} MB, with ${count(rows / 50)} companies. ${howOften(floors.length, imports.length)}`,
		[
			'| what | s | processor s | of the floor | processor | target | |',
			'|---|---|---|---|---|---|---|',
			...lines,
		].join('\n'),
	].join('\n\n')
}

function whole(imports: readonly ImportTimes[]): Took {
	return medianTook(imports.map(wholeOf))
}

function wholeOf({ receive, prepare, commit }: ImportTimes): Took {
	return sum(receive, prepare, commit)
}

function howOften(floors: number, imports: number): string {
	if (imports > 1) return `Medians of ${imports}, floor and import in turns.`
	return `One import between ${floors} floors, whose middle is taken.`
}

function growthTable(sizes: readonly Measured[]): string {
	const imported = ({ rows, imports }: Measured) => perRow(rows, whole(imports))
	const inserted = ({ rows, floors }: Measured) => perRow(rows, medianTook(floors.map((one) => one.insert)))
	const lines = sizes.map((one) => {
		const [own, floor] = [imported(one), inserted(one)]
		const cells = [own.seconds, own.processor, floor.seconds, floor.processor].map((value) => value.toFixed(1))
		return `| ${count(one.rows)} | ${cells.join(' | ')} | ${megabytes(one.imports)} |`
	})
	const [least, most] = [sizes[0]!, sizes.at(-1)!]
	const grown = imported(most).seconds / imported(least).seconds - 1
	const floorGrown = inserted(most).seconds / inserted(least).seconds - 1
	return [
		'## From size to size',
		[
			'| users | import, µs a row | processor | floor insert, µs a row | processor | peak memory, MB |',
			'|---|---|---|---|---|---|',
			...lines,
		].join('\n'),
		`Cost of a row from ${count(least.rows)} to ${count(most.rows)}: ${signed(grown)}, target <= 20 %: ${verdict(grown <= 0.2)} (the floor's own: ${signed(floorGrown)}).`,
	].join('\n\n')
}

function perRow(rows: number, { seconds, processor }: Took): Took {
	return { seconds: (seconds / rows) * 1e6, processor: (processor / rows) * 1e6 }
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

function deskTables({ tickets, reads, searches, writes }: DeskTimes): string[] {
	const all = count(tickets)
	return [
		requestTable(
			`Tickets: lists and pages at ${all} tickets, ${count(3 * tickets)} messages and ${all} users`,
			reads,
			50,
		),
		requestTable(`Tickets: searches there`, searches, 50),
		requestTable(`Tickets: what is written there`, writes, 100),
	]
}

function mendTable(rows: number, mending: MendTimes, { utf8, windows1250, workbook }: ReadingTimes): string {
	const line = (what: string, found: string, target: string, reached: boolean | undefined) =>
		`| ${what} | ${found} | ${target} | ${reached === undefined ? '' : verdict(reached)} |`
	const ms = (what: string, found: number, limit?: number) =>
		line(what, `${Math.round(found)} ms`, limit ? `< ${limit} ms` : '', limit ? found < limit : undefined)
	const { made_ready, cells, fix_list, fix, fix_undo, addresses, address_fix, address_fix_undo } = mending
	const { edit, edit_of_username, window, window_of_cause, window_of_mended } = mending
	const peak = Math.round(workbook.peak_bytes / 2 ** 20)
	return [
		`## Mending a file of ${count(rows)} users, and reading other files`,
		[
			'| what | | target | |',
			'|---|---|---|---|',
			ms('made ready behind the check, while people look', made_ready),
			ms(`fixes for ${count(cells)} phones, with what each would do`, fix_list),
			ms(`${count(cells)} phones mended at once`, fix, 2000),
			ms('that step taken back', fix_undo),
			ms(`${count(addresses)} e-mails mended at once, and compared with all others`, address_fix, 2000),
			ms('that step taken back', address_fix_undo),
			ms('one cell edited, p95', edit, 150),
			ms('one username edited, p95', edit_of_username, 150),
			ms('a window of 200 rows, p95', window, 100),
			ms('the same of rows with one cause', window_of_cause, 100),
			ms('the same of rows that were mended', window_of_mended, 100),
			line(
				'Windows-1250 against UTF-8, processor',
				`${(windows1250 / utf8).toFixed(2)} x`,
				'<= 1.3 x',
				windows1250 / utf8 <= 1.3,
			),
			line(`workbook of ${count(workbook.rows)} rows, peak memory`, `${peak} MB`, '< 300 MB', peak < 300),
			line(`the same, rows/s`, count(workbook.rows / workbook.seconds), '', undefined),
		].join('\n'),
	].join('\n\n')
}

function line(what: string, { seconds, processor }: Took): string {
	return `| ${what} | ${seconds.toFixed(2)} | ${processor.toFixed(2)} | | | | |`
}

/** How many times the floor, by the clock and of the processors; the clock is judged. */
function ratio(what: string, took: Took, floor: Took, name: string, limit: number | undefined): string {
	const found = took.seconds / floor.seconds
	const used = took.processor / floor.processor
	const judged = limit === undefined ? '| ' : `<= ${limit} x | ${verdict(found <= limit)}`
	return `| ${what} | ${took.seconds.toFixed(2)} | ${took.processor.toFixed(2)} | ${found.toFixed(2)} x ${name} | ${used.toFixed(2)} x | ${judged} |`
}

function verdict(reached: boolean): string {
	return reached ? 'reached' : '**not reached**'
}

function megabytes(imports: readonly ImportTimes[]): number {
	return Math.round(median(imports.map((one) => one.peak_bytes)) / 2 ** 20)
}

function signed(share: number): string {
	return `${share < 0 ? '−' : '+'}${Math.round(Math.abs(share) * 100)} %`
}

function count(value: number): string {
	return Math.round(value).toLocaleString('en')
}
