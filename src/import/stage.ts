import { setImmediate } from 'node:timers/promises'
import type pg from 'pg'
import { copyIn, copyRow } from '../db/copy.ts'
import type { MappedBatch, RowIssue } from './types.ts'

/**
 * Rows into `staged_<id>`, by COPY.
 *
 * Every column takes any text, so one bad row never aborts the other million: judging rows is done by `map`
 * before and by `check` after. The issues of `map` are few or many; they go in behind the rows, in COPYs of
 * their own, so that memory does not grow with the number of errors.
 *
 * @returns rows staged
 */
export async function stage(
	pool: pg.Pool,
	importId: number,
	columns: readonly string[],
	batches: AsyncIterable<MappedBatch>,
	progress: (rows: number, bytes: number) => void,
): Promise<number> {
	const rowsClient = await pool.connect()
	let issuesClient: pg.PoolClient | undefined
	let failed: Error | undefined
	try {
		issuesClient = await pool.connect()
		const names = ['line', 'refused', ...columns].map((name) => `"${name}"`).join(', ')
		const issues = issueWriter(issuesClient, importId)
		const rows = copyText(batches, issues.add, progress)
		const count = await copyIn(rowsClient, `copy staged_${importId} (${names}) from stdin`, rows)
		await issues.end()
		return count
	} catch (error) {
		failed = error as Error
		throw error
	} finally {
		// A client whose COPY broke off is in an unknown state: it is closed, not given back.
		rowsClient.release(failed)
		issuesClient?.release(failed)
	}
}

async function* copyText(
	batches: AsyncIterable<MappedBatch>,
	addIssues: (issues: RowIssue[]) => Promise<void>,
	progress: (rows: number, bytes: number) => void,
): AsyncGenerator<Buffer> {
	let total = 0
	for await (const { rows, issues, bytes } of batches) {
		// What was read arrives by half a megabyte, thousands of rows without a wait between them: other requests of this
		// process get their turn here.
		await setImmediate()
		let text = ''
		for (const { line, refused, values } of rows) text += `${line}\t${refused ? 't' : 'f'}\t${copyRow(values)}`
		// As bytes at once: the text is a rope of a thousand rows, and dies young this way (22 to 15 s for a million).
		yield Buffer.from(text)
		if (issues.length > 0) await addIssues(issues)
		total += rows.length
		progress(total, bytes)
	}
}

/** Collects issues and copies them in by the ten thousand. */
function issueWriter(client: pg.PoolClient, importId: number) {
	let lines: string[] = []
	const flush = async () => {
		const text = lines
		lines = []
		await copyIn(client, `copy staged_${importId}_issues (line, field, code, severity, value) from stdin`, once(text))
	}
	return {
		async add(issues: RowIssue[]) {
			for (const { line, field, code, severity, value } of issues) {
				lines.push(copyRow([line, field, code, severity, value === null ? null : value.slice(0, 200)]))
			}
			if (lines.length >= 10_000) await flush()
		},
		async end() {
			if (lines.length > 0) await flush()
		},
	}
}

async function* once(lines: string[]): AsyncGenerator<string> {
	yield lines.join('')
}
