import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './run.ts'

/** Builds the web app when it is missing or its sources changed since. */
export async function buildWeb(): Promise<void> {
	const stamp = join(ROOT, 'dist/web/.built')
	const sources = hashSources()
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
	process.stderr.write('Building the web app …\n')
	const { build } = await import('vite')
	await build({ root: join(ROOT, 'src/web'), configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error' })
	writeFileSync(stamp, sources)
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
