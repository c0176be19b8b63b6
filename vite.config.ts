import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
	root: 'src/web',
	plugins: [react()],
	build: {
		outDir: '../../dist/web',
		emptyOutDir: true,
		// The content security policy has no `data:` for anything but images, so nothing is inlined.
		assetsInlineLimit: 0,
	},
	server: {
		proxy: { '/api/': 'http://127.0.0.1:8080', '/samples': 'http://127.0.0.1:8080' },
	},
})
