import { type CompanyKeys, companyKeys } from './values/company-name.ts'
import { GROUPS, jaroWinkler, letterGroups } from './values/similarity.ts'

export { type CompanyKeys, companyKeys }

export interface Suggester {
	/** Names that exist, in any number of calls. */
	offer(names: readonly string[]): void
	/** Up to three near names for each unknown one that has any, best first. */
	best(): Record<string, string[]>
}

/**
 * Near names for companies that were not found. Suggestions only: nothing is ever matched by them.
 * The same name with another or no legal form comes first (`Acme` → `Acme s.r.o.`).
 *
 * The unknown names (hundreds) are indexed by their groups of three letters, so that an offered name
 * (of up to a million) meets only those it shares enough groups with; the costly comparison is
 * left for the few that `best` chooses from.
 */
export function createSuggester(unknown: readonly string[]): Suggester {
	const targets = [...new Set(unknown)].map(targetOf)
	const candidates = createIndex(targets)
	return {
		offer(names) {
			for (const name of names) {
				let offered: Offered | undefined
				candidates(name, (target, shared) => {
					offered ??= offeredOf(name)
					consider(target, offered, shared)
				})
			}
		},
		best() {
			const answers = targets.map((target) => [target.name, nearest(target)] as const)
			return Object.fromEntries(answers.filter(([, names]) => names.length > 0))
		},
	}
}

/** How many are suggested. */
const MOST = 3
/** How many per unknown name are kept for the full comparison; the rough score puts the right one well within. */
const POOL = 16
/** Jaro-Winkler from which names are near: a letter wrong, missing or swapped. */
const NEAR = 0.92
/** Share of common letter groups from which names are near although their words stand in another order. */
const COMMON = 0.6

interface Target {
	name: string
	keys: CompanyKeys
	groups: ReadonlySet<number>
	pool: Candidate[]
	/** The least rough score in a full pool. */
	least: number
}

interface Offered {
	name: string
	keys: CompanyKeys
	/** Letter groups of the core. */
	groups: number
}

interface Candidate {
	offered: Offered
	/** Share of common letter groups, 1 or more for a core that is equal or begins the other. */
	rough: number
}

const buffer = new Uint16Array(512)

function targetOf(name: string): Target {
	const keys = companyKeys(name)
	return { name, keys, groups: new Set(buffer.subarray(0, letterGroups(keys.core, buffer))), pool: [], least: 0 }
}

function offeredOf(name: string): Offered {
	const keys = companyKeys(name)
	return { name, keys, groups: letterGroups(keys.core, buffer) }
}

/** Calls `found` with the targets a name shares at least two groups and 4 in 10 of the target's with. */
function createIndex(targets: readonly Target[]) {
	// Flat arrays, since a million names of 20 letters make as many million look-ups.
	const start = new Uint32Array(GROUPS + 1)
	for (const { groups } of targets) for (const group of groups) start[group + 1]!++
	for (let group = 0; group < GROUPS; group++) start[group + 1]! += start[group]!
	const entries = new Uint32Array(start[GROUPS]!)
	const next = start.slice()
	targets.forEach(({ groups }, id) => {
		for (const group of groups) entries[next[group]!++] = id
	})
	const enough = targets.map(({ groups }) => Math.max(2, Math.ceil(groups.size * 0.4)))
	const shared = new Uint16Array(targets.length)
	const touched = new Uint32Array(targets.length)
	const groupsOfName = new Uint16Array(512)

	return (name: string, found: (target: Target, shared: number) => void): void => {
		let count = 0
		const groups = letterGroups(name, groupsOfName)
		for (let nth = 0; nth < groups; nth++) {
			const group = groupsOfName[nth]!
			for (let at = start[group]!; at < start[group + 1]!; at++) {
				const id = entries[at]!
				if (shared[id]!++ === 0) touched[count++] = id
			}
		}
		for (let nth = 0; nth < count; nth++) {
			const id = touched[nth]!
			const common = shared[id]!
			shared[id] = 0
			if (common >= enough[id]!) found(targets[id]!, common)
		}
	}
}

function consider(target: Target, offered: Offered, shared: number): void {
	const rough = roughScore(target, offered, shared)
	if (target.pool.length === POOL && rough <= target.least) return
	if (target.pool.some((candidate) => candidate.offered.name === offered.name)) return
	target.pool.push({ offered, rough })
	if (target.pool.length <= POOL) return
	target.pool.sort((a, b) => b.rough - a.rough)
	target.pool.length = POOL
	target.least = target.pool[POOL - 1]!.rough
}

function roughScore(target: Target, offered: Offered, shared: number): number {
	const a = target.keys.core
	const b = offered.keys.core
	if (a === b) return target.keys.normalised === offered.keys.normalised ? 4 : 3
	// Words in common are worth most when they are nearly the whole name.
	if (isBeginning(a, b) || isBeginning(b, a)) return 1 + Math.min(a.length, b.length) / Math.max(a.length, b.length)
	return Math.min(0.999, (2 * shared) / (target.groups.size + offered.groups))
}

/** `acme` and `acme praha`: one is the other with further words. Below four letters that says nothing. */
function isBeginning(short: string, long: string): boolean {
	return short.length >= 4 && long.length > short.length && long[short.length] === ' ' && long.startsWith(short)
}

function nearest(target: Target): string[] {
	return target.pool
		.map(({ offered, rough }) => ({ name: offered.name, score: fullScore(target, offered, rough) }))
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score || compare(a.name, b.name))
		.slice(0, MOST)
		.map(({ name }) => name)
}

function fullScore(target: Target, offered: Offered, rough: number): number {
	if (rough >= 1) return rough
	const winkler = jaroWinkler(target.keys.core, offered.keys.core)
	return Math.max(winkler >= NEAR ? winkler : 0, rough >= COMMON ? rough : 0)
}

/** Equal scores in a fixed order, whatever the order the names were offered in. */
function compare(a: string, b: string): number {
	if (a === b) return 0
	return a < b ? -1 : 1
}
