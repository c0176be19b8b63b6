import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dataFolder, run } from '../cli/harness.ts'

const dataDir = await dataFolder()
const folder = await mkdtemp(join(tmpdir(), 'listek-memory-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/**
 * Says at its end how much memory the process ever had, in MB. Not by `resourceUsage().maxRSS`, which on Linux begins
 * with that of the process it was started by: here with this test's.
 */
const PEAK = `import { readFileSync } from 'node:fs'
process.on('exit', () => {
	const [, kilobytes] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))
	process.stderr.write(' peak ' + kilobytes / 1024 + ' MB ')
})`

async function peakOf(rows: number): Promise<number> {
	const file = join(folder, `${rows}.csv`)
	const lines = Array.from({ length: rows }, (_, nth) => `jan.novak${nth};jan${nth}@x.cz;Jan;Novák;+420 602 123 456`)
	await writeFile(file, `Uživatelské jméno;E-mail;Jméno;Příjmení;Telefon\n${lines.join('\n')}\n`)
	const { status, stderr } = await run(['import', file, '--mode', 'upsert'], {
		LISTEK_DATA_DIR: dataDir,
		NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(PEAK)}`,
	})
	expect(status).toBe(0)
	// The last one is the import's; the first looked whether everything is installed.
	return Number(/ peak ([\d.]+) MB (?!.* peak )/s.exec(stderr)![1])
}

test('memory does not grow with the file: twenty times the rows take not half as much again', async () => {
	await peakOf(1_000)
	const small = await peakOf(5_000)
	expect(small).toBeGreaterThan(50)
	expect(await peakOf(100_000)).toBeLessThan(small * 1.5)
}, 120_000)
