import type { Dialect } from '../types.ts'

export type Quoting = Pick<Dialect, 'quote' | 'escape'>

/** Ways of quoting the sample may use with this delimiter, the usual one first. */
export function quotings(sample: string, delimiter: string): Quoting[] {
	const double = { quote: '"', escape: escapeOf(sample, '"') }
	const single = { quote: "'", escape: escapeOf(sample, "'") }
	const inSingle = countWrapped(sample, delimiter, "'")
	// O'Brien and '+420 are text: single quotes have to come in pairs around cells, and more often than double ones.
	if (inSingle < 2 || inSingle <= countWrapped(sample, delimiter, '"')) return [double]
	const cells = sample.split(delimiter).length + sample.split(/\r\n|\r|\n/).length
	// Nearly everything is in them: then they are what quotes here, whatever else the readings say.
	return inSingle > cells * 0.6 ? [single] : [double, single]
}

function countWrapped(sample: string, delimiter: string, quote: string): number {
	const mark = escaped(delimiter)
	const wrapped = new RegExp(
		`(?<=^|${mark}|[\\r\\n])${quote}(?:[^${quote}\\r\\n]|${quote}{2})*${quote}(?=${mark}|[\\r\\n]|$)`,
		'g',
	)
	return sample.match(wrapped)?.length ?? 0
}

/** A backslash where more quotes inside a text follow one than are doubled. */
function escapeOf(sample: string, quote: string): string {
	const outside = '(?![;,\\t|\\r\\n]|$)'
	const backslashed = sample.match(new RegExp(`[^${quote}\\\\;,\\t|\\r\\n]\\\\${quote}${outside}`, 'g'))?.length ?? 0
	const inText = `[^${quote};,\\t|\\r\\n]`
	const doubled = sample.match(new RegExp(`${inText}${quote}{2}|${quote}{2}${inText}`, 'g'))?.length ?? 0
	return backslashed > doubled ? '\\' : quote
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
