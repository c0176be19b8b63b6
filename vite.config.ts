import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
	root: 'src/web',
	plugins: [react(), compressed()],
	build: {
		outDir: '../../dist/web',
		emptyOutDir: true,
		// What belongs to what, for `scripts/first-load.ts`.
		manifest: true,
		// The content security policy has no `data:` for anything but images, so nothing is inlined.
		assetsInlineLimit: 0,
		// Compressing takes its seconds, and that is no news.
		rolldownOptions: { checks: { pluginTimings: false } },
	},
	server: {
		proxy: { '/api/': 'http://127.0.0.1:8080', '/samples': 'http://127.0.0.1:8080' },
	},
})

/**
 * Scripts and styles compressed once, as well as can be: what the server compresses while somebody waits is a sixth
 * larger. `src/api/files.ts` sends them.
 */
function compressed(): Plugin {
	const compress = promisify(brotliCompress)
	return {
		name: 'compressed',
		apply: 'build',
		async writeBundle({ dir }, bundle) {
			const files = Object.keys(bundle).filter((file) => /\.(js|css)$/.test(file))
			await Promise.all(
				files.map(async (file) => {
					const path = join(dir!, file)
					await writeFile(`${path}.br`, await compress(await readFile(path)))
				}),
			)
		},
	}
}
