import iconv from 'iconv-lite'

/** Encodings the importer reads, by the name a dialect carries. Order is the order they are offered in. */
export const ENCODINGS = [
	'utf-8',
	'utf-16le',
	'utf-16be',
	'windows-1250',
	'iso-8859-2',
	'windows-1252',
	'cp852',
	'maccenteuro',
] as const
export type Encoding = (typeof ENCODINGS)[number]
export type SingleByteEncoding = Exclude<Encoding, 'utf-8' | 'utf-16le' | 'utf-16be'>

/** A byte that is no text becomes the lone surrogate 0xDC00 + byte, so nothing is lost on the way to the report. */
export const ESCAPED_BYTE = 0xdc00

const ALIASES: Readonly<Record<string, Encoding>> = {
	utf8: 'utf-8',
	utf16: 'utf-16le',
	utf16le: 'utf-16le',
	ucs2: 'utf-16le',
	unicode: 'utf-16le',
	utf16be: 'utf-16be',
	windows1250: 'windows-1250',
	win1250: 'windows-1250',
	cp1250: 'windows-1250',
	iso88592: 'iso-8859-2',
	latin2: 'iso-8859-2',
	windows1252: 'windows-1252',
	win1252: 'windows-1252',
	cp1252: 'windows-1252',
	latin1: 'windows-1252',
	iso88591: 'windows-1252',
	cp852: 'cp852',
	ibm852: 'cp852',
	dos852: 'cp852',
	maccenteuro: 'maccenteuro',
	maccentraleurope: 'maccenteuro',
	macce: 'maccenteuro',
	xmacce: 'maccenteuro',
}

/** The encoding a person or program means by `name` (`CP1250`, `latin2`, `utf8`); undefined: not one of ours. */
export function findEncoding(name: string): Encoding | undefined {
	return ALIASES[name.toLowerCase().replace(/[^a-z0-9]/g, '')]
}

const tables = new Map<SingleByteEncoding, Uint16Array>()

/** UTF-16 unit by byte. A byte the encoding does not define is an escaped one. */
export function singleByteTable(encoding: SingleByteEncoding): Uint16Array {
	const known = tables.get(encoding)
	if (known) return known
	const table = new Uint16Array(256)
	for (let byte = 0; byte < 256; byte++) {
		const unit = iconv.decode(Buffer.of(byte), encoding).charCodeAt(0)
		table[byte] = unit === 0xfffd ? ESCAPED_BYTE + byte : unit
	}
	// PostgreSQL text cannot hold NUL, so it is no text here either.
	table[0] = ESCAPED_BYTE
	tables.set(encoding, table)
	return table
}
