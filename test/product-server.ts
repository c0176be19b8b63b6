import type { App } from '../src/api/app.ts'
import { createServer } from '../src/api/server.ts'
import { readConfig } from '../src/config.ts'
import type { Database } from '../src/db/database.ts'
import { routes } from '../src/product.ts'
import { testServer } from './server.ts'

/** Exactly what is served, so that no route can be forgotten, and no worker. `seen` hears of each route, without `/api/v1`. */
export async function productServer(database: Database, seen: (method: string, url: string) => void): Promise<App> {
	const queue = { send: async () => {}, startWorker: async () => {}, stop: async () => {} }
	const app = await testServer(createServer, database.db, (api) => {
		api.addHook('onRoute', ({ method, url, prefix }) => {
			for (const name of [method].flat()) seen(name, url.slice(prefix.length))
		})
		routes(api, readConfig({}, '/'), database, queue)
	})
	await app.ready()
	return app
}
