/** Texts that made something slow, or are of the kind that does: each is as long as it is asked to be. */
export const HOSTILE: Readonly<Record<string, (length: number) => string>> = {
	'blanks between letters': (n) => `x${' '.repeat(n)}x`,
	'tabs and no-break spaces between letters': (n) => `x${'\t\u00a0'.repeat(n / 2)}x`,
	'line breaks between letters': (n) => `x${'\r\n'.repeat(n / 2)}x`,
	'joiners between letters': (n) => `x${'\u200d\u200e'.repeat(n / 2)}x`,
	'marks of two kinds by turns': (n) => `x${'\u0315\u0316'.repeat(n / 2)}x`,
	'half-width marks by turns': (n) => `カ${'\uff9e\u0345'.repeat(n / 2)}x`,
	'a minus and blanks': (n) => `-x${' '.repeat(n)}x`,
	'a plus and commas': (n) => `+${','.repeat(n)}x`,
	'a plus and digits with blanks': (n) => `+4${'2 '.repeat(n / 2)}x`,
	'extensions without an end': (n) => `1${' l 1'.repeat(n / 4)}x`,
	'phones divided by slashes': (n) => `${'602123456/'.repeat(n / 10)}x`,
	'an equals sign and quotes': (n) => `="${'"'.repeat(n)}x`,
	apostrophes: (n) => `${"'".repeat(n)}x`,
	quotes: (n) => `"${'""x,'.repeat(n / 4)}`,
	'lone quotes between commas': (n) => ',"'.repeat(n / 2),
	'an address of dots': (n) => `x@a${'.a'.repeat(n / 2)}@`,
	'an address of at signs': (n) => `x${'@'.repeat(n)}`,
	'many addresses': (n) => `${'a@b.cz, '.repeat(n / 8)}x`,
	'an address in brackets': (n) => `x${'<'.repeat(n / 2)}a@b.cz${'>'.repeat(n / 2)}`,
	'a web address of dots': (n) => `www.${'a.'.repeat(n / 2)} x`,
	'a link of dots': (n) => `http://${'.'.repeat(n)}a`,
	'many links': (n) => 'http://a.'.repeat(n / 9),
	'many short links': (n) => 'http://a.) '.repeat(n / 11),
	'legal forms': (n) => `Alza${' s.r.o.'.repeat(n / 7)}`,
	conjunctions: (n) => `Alza${' & a'.repeat(n / 4)}`,
	titles: (n) => `${'Ing. '.repeat(n / 5)}1`,
	words: (n) => Array.from({ length: n / 6 }, (_, i) => (i + 46_656).toString(36)).join(' '),
	'different letters': (n) => Array.from({ length: n }, (_, i) => String.fromCharCode(0x4e00 + (i % 20_000))).join(''),
	'capitals with marks': (n) => 'ŘÁ'.repeat(n / 2),
	'letters read in a wrong encoding': (n) => `${'Ĺ™Ă­'.repeat(n / 4)} `,
	'halves of characters': (n) => '\ud800'.repeat(n),
	'opening brackets': (n) => '(['.repeat(n / 2),
	'closing brackets': (n) => `x(${')'.repeat(n)} x`,
	'opened markup': (n) => '<a '.repeat(n / 3),
	escapes: (n) => '_x000D_x0'.repeat(n / 9),
	backslashes: (n) => '\\'.repeat(n),
	operators: (n) => '-"a" OR |&!:*'.repeat(n / 13),
	paths: (n) => '../'.repeat(n / 3),
	dots: (n) => `a${'.'.repeat(n)}b`,
	hyphens: (n) => `a${'-'.repeat(n)}b`,
	zeros: (n) => `${'0'.repeat(n)}x`,
}

const SIZES = [8_000, 32_000, 128_000]
/** Linear work on the longest text takes some 10 ms; what is quadratic takes this long at one of the sizes. */
const SLOW_MS = 2_000
/** Four times the text may take four times as long; the machine may be busy at the wrong moment. */
const STEEP = 8

/** The hostile texts whose time grows faster than their length. */
export async function growsFaster(run: (text: string) => unknown): Promise<string[]> {
	const found: string[] = []
	for (const [name, make] of Object.entries(HOSTILE)) {
		let before = Number.POSITIVE_INFINITY
		for (const size of SIZES) {
			const text = make(size)
			let ms = await timed(run, text)
			// Once more, because a busy machine is slow only once.
			if (ms > SLOW_MS) ms = Math.min(ms, await timed(run, text))
			if (ms > SLOW_MS && (ms > before * STEEP || size === SIZES[0])) {
				found.push(`${name}: ${size} characters took ${Math.round(ms)} ms`)
				break
			}
			before = Math.max(ms, 1)
		}
	}
	return found
}

async function timed(run: (text: string) => unknown, text: string): Promise<number> {
	const started = performance.now()
	try {
		await run(text)
	} catch {
		// A refusal is an answer.
	}
	return performance.now() - started
}
