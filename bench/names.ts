import { FORMS, feminine, MEN, SURNAMES, TOWNS, TRADES, WOMEN } from './words.ts'

/** Different numbers make different names, none equal to another but for the legal form. */
export function companyName(nth: number, random: () => number): string {
	const trade = TRADES[nth % TRADES.length]!
	const surname = SURNAMES[Math.floor(nth / TRADES.length) % SURNAMES.length]!
	const branch = Math.floor(nth / TRADES.length / SURNAMES.length)
	const town = branch === 0 ? '' : ` ${TOWNS[(branch - 1) % TOWNS.length]}`
	const further = branch > TOWNS.length ? ` ${Math.floor((branch - 1) / TOWNS.length) + 1}` : ''
	return `${trade} ${surname}${town}${further}${pick(FORMS, random)}`
}

/** Different numbers make different usernames; namesakes are told apart by a number, as people do. */
export function person(nth: number): { first_name: string; last_name: string; username: string } {
	const firsts = MEN.length + WOMEN.length
	const pairs = firsts * SURNAMES.length
	// A prime, so that neighbours in the file are no neighbours in the alphabet.
	const pair = (nth * 7919) % pairs
	const namesake = Math.floor(nth / pairs)
	const isMan = pair % firsts < MEN.length
	const first_name = isMan ? MEN[pair % firsts]! : WOMEN[(pair % firsts) - MEN.length]!
	const surname = SURNAMES[Math.floor(pair / firsts)]!
	const last_name = isMan ? surname : feminine(surname)
	return { first_name, last_name, username: `${ascii(first_name)}.${ascii(last_name)}${namesake || ''}` }
}

const spelled = new Map<string, string>()

export function ascii(text: string): string {
	let plain = spelled.get(text)
	if (plain === undefined) {
		plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
		spelled.set(text, plain)
	}
	return plain
}

export function pick<T>(from: readonly T[], random: () => number): T {
	return from[Math.floor(random() * from.length)]!
}

/** mulberry32: 32 bits of state, the same numbers everywhere. */
export function generator(seed: number): () => number {
	let state = seed | 0
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
	}
}
