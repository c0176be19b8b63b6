import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules')

/** What must hold before a test is worth running: the same list for `npm run check` and `npm test`. */
export const CHECKS: readonly { name: string; command: string[] }[] = [
	{ name: 'format and lint', command: [join(BIN, '.bin/biome'), 'ci', '--error-on-warnings', '.'] },
	{ name: 'types', command: [join(BIN, '.bin/tsc'), '-p', '.'] },
	{ name: 'web app builds', command: [process.execPath, join(ROOT, 'scripts/build.ts')] },
	{ name: 'first load of every page', command: [process.execPath, join(ROOT, 'scripts/first-load.ts')] },
]

/** Runs a program with its output shown. @returns its exit status */
export function run(command: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
	return new Promise((resolve) => {
		const [program, ...args] = command
		const child = spawn(program!, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
		child.on('error', () => resolve(1))
		child.on('close', (code) => resolve(code ?? 1))
	})
}

/** @returns names of the checks that failed */
export async function runChecks(): Promise<string[]> {
	const failed: string[] = []
	for (const { name, command } of CHECKS) {
		process.stdout.write(`— ${name}\n`)
		if ((await run(command)) !== 0) failed.push(name)
	}
	return failed
}
