// Installs the packages when they are missing or older than the lock, and prints the path of the pinned Node.
// Plain JavaScript for any Node from 20.19: it is what a fresh clone starts with.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmdirSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.listek-installed')

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
	fail(`Lístek needs Node.js 20.19 or newer to start; this is ${process.versions.node}.`)
}

// `all` for tests, checks and benchmarks; `product` leaves the development packages out, where they never were.
const had = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
const wanted = `${process.argv[2] === 'all' || had.startsWith('all') ? 'all' : 'product'} ${lockHash()}`
if (!installed()) await install()
const node = pinnedNode()
if (!node)
	fail(`There is no pinned Node.js for ${process.platform} ${process.arch}: Lístek runs on Linux, x64 or arm64.`)
process.stdout.write(node)

function lockHash() {
	return createHash('sha256')
		.update(readFileSync(join(root, 'package-lock.json')))
		.digest('hex')
		.slice(0, 16)
}

function installed() {
	if (!existsSync(stamp)) return false
	const have = readFileSync(stamp, 'utf8')
	return have === wanted || have === wanted.replace('product', 'all')
}

/** One installer at a time: two commands started at once on a fresh clone must not mix their files. */
async function install() {
	const lock = join(root, '.installing')
	const beat = () => {
		try {
			utimesSync(lock, new Date(), new Date())
		} catch {
			// Taken over by somebody who thought this one dead; both install the same.
		}
	}
	while (!tryLock(lock)) {
		await new Promise((done) => setTimeout(done, 500))
		if (installed()) return
		// The one who installs touches its lock every second; a lock that stands still was left by a killed one.
		if (age(lock) > 15_000) steal(lock)
	}
	const heart = setInterval(beat, 1_000)
	process.stderr.write('Installing packages …\n')
	const omit = wanted.startsWith('product') ? ['--omit=dev'] : ['--include=dev']
	const npm = spawn('npm', ['ci', ...omit, '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		// stdout stays clean: `--json` promises one document and nothing else on it.
		stdio: ['ignore', 2, 2],
		// A production environment variable must not leave out what the command needs.
		env: { ...process.env, NODE_ENV: '' },
	})
	const status = await new Promise((done) => npm.on('close', done).on('error', () => done(1)))
	clearInterval(heart)
	if (status === 0) writeFileSync(stamp, wanted)
	unlock(lock)
	if (status !== 0) fail('The packages could not be installed; the reason stands above. Nothing was started.')
}

function tryLock(lock) {
	try {
		mkdirSync(lock)
		return true
	} catch {
		return false
	}
}

/** Renaming is atomic: of several who wait for a dead one, one takes its lock away and no fresh one is lost. */
function steal(lock) {
	const mine = `${lock}.${process.pid}`
	try {
		renameSync(lock, mine)
		if (age(mine) > 15_000) rmdirSync(mine)
		else renameSync(mine, lock)
	} catch {
		// Somebody else was faster.
	}
}

function unlock(lock) {
	try {
		rmdirSync(lock)
	} catch {
		// It was taken over.
	}
}

function age(path) {
	try {
		return Date.now() - statSync(path).mtimeMs
	} catch {
		return 0
	}
}

function pinnedNode() {
	try {
		const require = createRequire(join(root, 'package.json'))
		const dir = dirname(require.resolve(`node-linux-${process.arch}/package.json`))
		const node = join(dir, 'bin', 'node')
		return spawnSync(node, ['--version']).status === 0 ? node : undefined
	} catch {
		return undefined
	}
}

function fail(sentence) {
	process.stderr.write(`${sentence}\n`)
	process.exit(4)
}
