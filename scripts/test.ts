import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKS, ROOT, run, runChecks } from './checks.ts'

/*
 * `npm test`: every check, then every test, and one line that sums them.
 * `npm test -- path …`: only the tests of these files.
 */

interface Sums {
	passed: number
	failed: number
}

const only = process.argv.slice(2)
const sums: Sums = { passed: 0, failed: 0 }

if (only.length === 0) {
	const failed = await runChecks()
	sums.passed += CHECKS.length - failed.length
	sums.failed += failed.length
	for (const name of failed) process.stdout.write(`failed: ${name}\n`)
}
const tests = await runTests(only)
if (tests.passed + tests.failed === 0) {
	process.stdout.write('no test ran\n')
	tests.failed = 1
}
sums.passed += tests.passed
sums.failed += tests.failed
process.stdout.write(`${sums.passed} passed, ${sums.failed} failed\n`)
process.exitCode = sums.failed === 0 ? 0 : 1

async function runTests(paths: string[]): Promise<Sums> {
	const folder = await mkdtemp(join(tmpdir(), 'listek-results-'))
	const file = join(folder, 'results.json')
	try {
		const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
		const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
		const status = await run([process.execPath, vitest, 'run', '--passWithNoTests', ...reporters, ...paths])
		const counted = count(JSON.parse(await readFile(file, 'utf8')))
		// A file that does not load, or an error outside of any test, fails the run without failing a test.
		if (status !== 0 && counted.failed === 0) counted.failed = 1
		return counted
	} catch (error) {
		process.stdout.write(`the tests did not finish: ${error}\n`)
		return { passed: 0, failed: 1 }
	} finally {
		await rm(folder, { recursive: true, force: true })
	}
}

function count(results: { numPassedTests: number; numFailedTests: number }): Sums {
	return { passed: results.numPassedTests, failed: results.numFailedTests }
}
