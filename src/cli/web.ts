import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './run.ts'

const BUILT = join(ROOT, 'dist/web')

/** Builds the web app when it is missing or its sources changed since. @throws when it does not build */
export async function buildWeb(): Promise<void> {
	const sources = hashSources()
	if (isBuilt(sources)) return
	process.stderr.write('Building the web app …\n')
	const folder = `${BUILT}.${process.pid}`
	const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
	try {
		// A process of its own: a build takes 300 MB and a server that lives on would keep them.
		const args = [vite, 'build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir']
		const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: ROOT })
		process.stderr.write(stderr)
		writeFileSync(join(folder, '.built'), sources)
		// Whole or not at all, also when two processes build at once.
		rmSync(BUILT, { recursive: true, force: true })
		renameSync(folder, BUILT)
	} catch (error) {
		if (!isBuilt(sources))
			throw new Error(`The web app does not build.\n${(error as { stderr?: string }).stderr ?? error}`)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

function isBuilt(sources: string): boolean {
	const stamp = join(BUILT, '.built')
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
}

function hashSources(): string {
	const hash = createHash('sha256')
	const files = globSync(['src/web/**', 'src/contract/**', 'vite.config.ts', 'package-lock.json'], {
		cwd: ROOT,
		withFileTypes: true,
	})
	const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
	for (const path of paths.sort()) hash.update(path.slice(ROOT.length)).update(readFileSync(path))
	return hash.digest('hex')
}
