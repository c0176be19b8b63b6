import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { openDatabase } from '../src/db/database.ts'
import { measureDesk } from './desk.ts'
import { type Measured, measure } from './measure.ts'
import { describeConditions, report } from './report.ts'
import { config, environment } from './settings.ts'
import { cleanWhenStopped } from './stop.ts'

/*
 * npm run bench -- [--rows 10000,100000,1000000] [--tickets 1000000] [--keep] [--write]
 *
 * Measures the import against its floor, the same values by bare SQL on the same tables, in the same run on an
 * embedded PostgreSQL of its own; and with `--tickets` what people who work with that many ask for. `--write` puts
 * the tables into results.md, `--keep` keeps the database.
 */

const RESULTS = join(import.meta.dirname, 'results.md')

const { values } = parseArgs({
	options: {
		rows: { type: 'string', default: '100000' },
		tickets: { type: 'string' },
		keep: { type: 'boolean' },
		write: { type: 'boolean' },
	},
})
const sizes = values.rows.split(',').map(Number)
if (sizes.some((rows) => !Number.isInteger(rows) || rows < 1000 || rows % 500 !== 0)) {
	process.stderr.write('--rows takes numbers from 1000 in steps of 500, separated by commas.\n')
	process.exit(2)
}

const tickets = values.tickets === undefined ? undefined : Number(values.tickets)
if (tickets !== undefined && (!Number.isInteger(tickets) || tickets < 1000)) {
	process.stderr.write('--tickets takes a number from 1000.\n')
	process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'listek-bench-'))
cleanWhenStopped(folder)
// Holds the server while the processes that are measured come and go.
const keeper = await openDatabase(config(environment(join(folder, 'database'), 'bench')), 1)
try {
	const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(
		keeper.db,
	)
	const conditions = describeConditions(rows[0]!.version)
	const measured: Measured[] = []
	for (const size of sizes) measured.push(await measure(folder, size, size === Math.max(...sizes)))
	const desk = tickets === undefined ? undefined : await measureDesk(join(folder, 'database'), tickets)
	const tables = report(measured, desk, conditions)
	process.stdout.write(`${tables}\n`)
	if (values.write) writeResults(tables)
} finally {
	await keeper.close()
	if (values.keep) process.stderr.write(`Kept: ${folder}\n`)
	else rmSync(folder, { recursive: true, force: true })
}

/** Between the marks; what people wrote below them stays. */
function writeResults(tables: string): void {
	const [start, end] = ['<!-- measured -->', '<!-- /measured -->']
	const text = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : `# What was measured\n\n${start}\n${end}\n`
	const before = text.slice(0, text.indexOf(start) + start.length)
	writeFileSync(RESULTS, `${before}\n\n${tables}\n\n${text.slice(text.indexOf(end))}`)
}
