import { join } from 'node:path'
import { type Config, readConfig } from '../src/config.ts'

const ROOT = join(import.meta.dirname, '..')

/** The product's settings in a process of the benchmark; its data folder and schema come in the environment. */
export function config(): Config {
	return readConfig(process.env, ROOT)
}
