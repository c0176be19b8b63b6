import { join } from 'node:path'
import { type Config, readConfig } from '../src/config.ts'

export const ROOT = join(import.meta.dirname, '..')

/** The product's settings in a process of the benchmark; its data folder and schema come in the environment. */
export function config(env: NodeJS.ProcessEnv = process.env): Config {
	return readConfig(env, ROOT)
}

/** An environment for one schema of the benchmark's own embedded PostgreSQL, without what the caller's says. */
export function environment(dataDir: string, schema: string): NodeJS.ProcessEnv {
	const others = Object.entries(process.env).filter(([name]) => !/^(LISTEK_|DATABASE_URL$|npm_)/.test(name))
	return { ...Object.fromEntries(others), LISTEK_DATA_DIR: dataDir, LISTEK_SCHEMA: schema }
}
