import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { ENCODINGS, findEncoding } from './charsets.ts'
import { createDecoder, decode } from './decode.ts'
import { byteOrderMark, createEncoder } from './encode.ts'

const CZECH = 'Příliš žluťoučký kůň úpěl ďábelské ódy; ĽŠČŤŽÝÁÍÉ äôĺŕ'

function decodeCut(bytes: Uint8Array, encoding: string, cuts: number[]): string {
	const decoder = createDecoder(encoding)
	let text = ''
	let from = 0
	for (const cut of [...cuts, bytes.length]) {
		text += decoder.push(bytes.slice(from, cut))
		from = cut
	}
	return text + decoder.end()
}

test.each(ENCODINGS.filter((name) => name !== 'windows-1252'))(
	'%s text is read, wherever its bytes are cut',
	(encoding) => {
		const bytes = iconv.encode(CZECH, encoding)
		for (let cut = 0; cut <= bytes.length; cut++) expect(decodeCut(bytes, encoding, [cut])).toBe(CZECH)
	},
)

test('bytes 80 to 9F of windows-1252 are its typographic characters', () => {
	expect(createDecoder('windows-1252').push(Buffer.of(0x80, 0x84, 0x93))).toBe('€„“')
})

test.each(['utf-8', 'utf-16le', 'utf-16be'])('the byte order mark of %s is no text, a later one is', (encoding) => {
	const bytes = Buffer.concat([byteOrderMark(encoding), createEncoder(encoding)('a\ufeffb')])
	for (let cut = 0; cut <= bytes.length; cut++) expect(decodeCut(bytes, encoding, [cut])).toBe('a\ufeffb')
})

test('a broken byte becomes a lone surrogate and U+FFFD of the source stays', () => {
	expect(createDecoder('utf-8').push(Buffer.from([0x61, 0x9f, 0xc3, 0x62, 0xef, 0xbf, 0xbd]))).toBe(
		'a\udc9f\udcc3b\ufffd',
	)
	expect(createDecoder('windows-1250').push(Buffer.of(0x61, 0x81))).toBe('a\udc81')
})

test('a character the file breaks off in is given as its bytes', () => {
	const decoder = createDecoder('utf-8')
	expect(decoder.push(Buffer.of(0x61, 0xe2, 0x82))).toBe('a')
	expect(decoder.end()).toBe('\udce2\udc82')
})

test.each(ENCODINGS)('NUL is no text in %s', (encoding) => {
	const bytes = createEncoder(encoding)('a\udc00b')
	expect(decodeCut(bytes, encoding, [])).toBe('a\udc00b')
})

test('bytes of any value come back, however they are cut', () => {
	const encodings = ENCODINGS.filter((name) => !name.startsWith('utf-16'))
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), fc.constantFrom(...encodings), (bytes, cut, encoding) => {
			const withoutMark = encoding === 'utf-8' && bytes[0] === 0xef ? bytes.subarray(1) : bytes
			const whole = decodeCut(withoutMark, encoding, [])
			expect(decodeCut(withoutMark, encoding, [Math.min(cut, withoutMark.length)])).toBe(whole)
			expect(createEncoder(encoding)(whole)).toEqual(Buffer.from(withoutMark))
		}),
		{ numRuns: 2_000 },
	)
})

test('UTF-16 units of any value come back, unpaired surrogates too', () => {
	fc.assert(
		fc.property(
			fc.array(fc.nat(0xffff), { maxLength: 30 }),
			fc.constantFrom('utf-16le', 'utf-16be'),
			(units, encoding) => {
				const isHigh = (unit = 0) => unit >= 0xd800 && unit <= 0xdbff
				// NUL behind half a pair would be taken for its other half.
				const usable = units
					.filter((unit) => unit !== 0xfeff && unit !== 0xdc00)
					.filter((unit, at, all) => unit !== 0 || !isHigh(all[at - 1]))
				const bytes = Buffer.alloc(usable.length * 2)
				for (const [i, unit] of usable.entries()) {
					if (encoding === 'utf-16le') bytes.writeUInt16LE(unit, i * 2)
					else bytes.writeUInt16BE(unit, i * 2)
				}
				expect(createEncoder(encoding)(decodeCut(bytes, encoding, []))).toEqual(bytes)
			},
		),
	)
})

test('valid UTF-8 reads as TextDecoder reads it', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, cut) => {
			const bytes = Buffer.from(text.replaceAll('\0', ''))
			expect(decodeCut(bytes, 'utf-8', [Math.min(cut, bytes.length)])).toBe(new TextDecoder().decode(bytes))
		}),
	)
})

test('a character the encoding lacks loses its marks or becomes a question mark', () => {
	expect(createEncoder('windows-1252')('kůň €')).toEqual(Buffer.from([0x6b, 0x75, 0x6e, 0x20, 0x80]))
	expect(createEncoder('windows-1250')('Ж😀').toString('latin1')).toBe('??')
})

test('decode tells how many bytes it has read', async () => {
	const seen: number[] = []
	const text = await gather(decode(chunks(['ab', 'c']), { encoding: 'utf-8' }, (bytes) => seen.push(bytes)))
	expect({ text, seen }).toEqual({ text: ['ab', 'c'], seen: [2, 3] })
})

test('encodings are found by the names people give them', () => {
	expect(['CP1250', 'latin2', 'UTF8', 'x-mac-ce', 'utf_16', 'klingon'].map(findEncoding)).toEqual([
		'windows-1250',
		'iso-8859-2',
		'utf-8',
		'maccenteuro',
		'utf-16le',
		undefined,
	])
})

async function* chunks(texts: string[]): AsyncGenerator<Uint8Array> {
	for (const text of texts) yield Buffer.from(text)
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = []
	for await (const item of items) all.push(item)
	return all
}
