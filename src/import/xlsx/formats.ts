/** How the number of a cell is shown. */
export type Format =
	| { kind: 'general' }
	| { kind: 'date'; date: boolean; time: boolean; seconds: boolean; elapsed: boolean }
	| { kind: 'number'; sections: Section[] }

/** One of the up to four parts of a format code. */
export interface Section {
	/** When the section is used; undefined: by its place (positive, negative, zero). */
	condition: ((value: number) => boolean) | undefined
	/** Literals and digit places in their order; the places of the whole part first, then those behind the comma. */
	whole: Piece[]
	fraction: Piece[]
	grouped: boolean
	percent: boolean
	/** Empty, or with more than digit places and texts (an exponent, a fraction, General): the number is shown as it is. */
	plain: boolean
}

type Piece = { digit: '0' | '#' | '?' } | { literal: string }

const GENERAL: Format = { kind: 'general' }

/** Codes of the numbers under 164, which files do not write out. Dates are shown the Czech way whatever their code. */
const BUILT_IN: Readonly<Record<number, string>> = {
	1: '0',
	2: '0.00',
	3: '#,##0',
	4: '#,##0.00',
	9: '0%',
	10: '0.00%',
	14: 'd.m.yyyy',
	15: 'd.m.yyyy',
	16: 'd.m.yyyy',
	17: 'd.m.yyyy',
	18: 'h:mm',
	19: 'h:mm:ss',
	20: 'h:mm',
	21: 'h:mm:ss',
	22: 'd.m.yyyy h:mm',
	37: '#,##0',
	38: '#,##0',
	39: '#,##0.00',
	40: '#,##0.00',
	45: 'h:mm:ss',
	46: '[h]:mm:ss',
	47: 'h:mm:ss',
}

/** The format of a number and, where the file writes it, of its code. */
export function parseFormat(id: number, code: string | undefined): Format {
	const known = code ?? BUILT_IN[id] ?? (isEastAsianDate(id) ? 'd.m.yyyy' : '')
	if (known === '' || /^general$/i.test(known) || known === '@') return GENERAL
	const bare = withoutLiterals(known)
	if (/[dyhs]|m/i.test(bare.replace(/general/gi, ''))) return dateFormat(bare)
	const sections = splitSections(known).map(parseSection)
	return sections.every(({ plain }) => plain) ? GENERAL : { kind: 'number', sections }
}

function isEastAsianDate(id: number): boolean {
	return (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
}

/** The code without texts in quotes, escaped characters, colours and languages; `[h]` and the like stay. */
function withoutLiterals(code: string): string {
	return code
		.replace(/"[^"]*"?/g, '')
		.replace(/\\.|_.|\*./g, '')
		.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
}

function dateFormat(bare: string): Format {
	const elapsed = /\[(h+|m+|s+)\]/i.test(bare)
	const seconds = /s/i.test(bare)
	const hours = /h/i.test(bare)
	// m is a month, but a minute beside hours or seconds.
	const date = /[dy]/i.test(bare) || (!hours && !seconds && !elapsed)
	return { kind: 'date', date, time: hours || seconds || elapsed, seconds, elapsed }
}

function splitSections(code: string): string[] {
	return code.match(/(?:"[^"]*"?|\\.|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)/g) ?? [code]
}

function parseSection(code: string): Section {
	const section: Section = {
		condition: undefined,
		whole: [],
		fraction: [],
		grouped: false,
		percent: false,
		plain: true,
	}
	let pieces = section.whole
	const add = (piece: Piece) => {
		pieces.push(piece)
		section.plain = false
	}
	for (const [token] of code.matchAll(/"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|general|e[+-]|./gis)) {
		const first = token[0]!
		if (/^(general|e[+-]|\/)$/i.test(token)) return { ...section, plain: true }
		if (token === '0' || token === '#' || token === '?') {
			add({ digit: token })
		} else if (token === '.') pieces = section.fraction
		else if (token === ',') section.grouped = true
		else if (first === '[') {
			section.condition ??= parseCondition(token)
			// A currency with its language: `[$Kč-405]`.
			const currency = /^\[\$([^-\]]+)/.exec(token)?.[1]
			if (currency) add({ literal: currency })
		} else if (first === '"') add({ literal: token.replaceAll('"', '') })
		else if (first === '\\') add({ literal: token.slice(1) })
		else if (first === '_' || first === '*') continue
		else {
			if (first === '%') section.percent = true
			add({ literal: token })
		}
	}
	return section
}

function parseCondition(token: string): ((value: number) => boolean) | undefined {
	const found = /^\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]$/.exec(token)
	if (!found) return undefined
	const limit = Number(found[2])
	const tests: Readonly<Record<string, (value: number) => boolean>> = {
		'<=': (value) => value <= limit,
		'>=': (value) => value >= limit,
		'<>': (value) => value !== limit,
		'<': (value) => value < limit,
		'>': (value) => value > limit,
		'=': (value) => value === limit,
	}
	return tests[found[1]!]
}
