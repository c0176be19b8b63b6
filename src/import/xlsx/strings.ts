import { ReadFailure } from '../read/read-failure.ts'
import type { Archive } from './archive.ts'
import { readXml } from './xml.ts'

/** Texts that cells refer to by number. */
export interface Strings {
	at(index: number): string | undefined
}

/** All texts together, in UTF-8. They have to be held in memory, as any row may refer to any of them. */
const MAX_BYTES = 1 << 29
const FIRST = 1 << 16
const RECENT = 1 << 12

/**
 * Every text once, one after the other in one buffer: a million strings of their
 * own would take four times as much memory.
 */
export async function readStrings(archive: Archive, part: string | undefined): Promise<Strings> {
	let bytes = Buffer.alloc(FIRST)
	let used = 0
	let ends = new Uint32Array(FIRST)
	let count = 0
	if (part && archive.has(part)) {
		const text = createTextReader((value) => {
			const length = Buffer.byteLength(value)
			if (used + length > MAX_BYTES) throw new ReadFailure('file_too_large')
			if (used + length > bytes.length) bytes = grown(bytes, used + length)
			if (count === ends.length) ends = Uint32Array.from({ length: count * 2 }, (_, i) => ends[i] ?? 0)
			used += bytes.write(value, used)
			ends[count++] = used
		}, 'si')
		await readXml(archive.text(part), text)
	}
	const decode = (index: number) => bytes.toString('utf8', index === 0 ? 0 : ends[index - 1]!, ends[index]!)
	// Words that repeat in a column are decoded once.
	const recent: { index: number; text: string }[] = []
	return {
		at(index) {
			if (!(index >= 0 && index < count)) return undefined
			const place = index % RECENT
			const seen = recent[place]
			if (seen?.index === index) return seen.text
			const text = decode(index)
			recent[place] = { index, text }
			return text
		},
	}
}

function grown(bytes: Buffer<ArrayBuffer>, needed: number): Buffer<ArrayBuffer> {
	const larger = Buffer.alloc(Math.max(bytes.length * 2, needed))
	bytes.copy(larger)
	return larger
}

/** The text of each `element`: of its runs one after the other, without the reading aids of East Asian words. */
export function createTextReader(found: (text: string) => void, element: string) {
	let inside = false
	let inText = false
	let phonetic = 0
	let value = ''
	return {
		open(name: string) {
			if (name === element) {
				inside = true
				value = ''
			}
			if (name === 'rPh') phonetic++
			if (name === 't') inText = inside && phonetic === 0
		},
		close(name: string) {
			if (name === 't') inText = false
			if (name === 'rPh') phonetic--
			if (name !== element) return
			inside = false
			found(unescaped(value))
		},
		text(text: string) {
			if (inText) value += text
		},
	}
}

/** What XML cannot hold is written `_x000D_`; NUL becomes what `decode` makes of it, as a database cannot hold it. */
export function unescaped(text: string): string {
	if (!text.includes('_x')) return text
	return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => {
		const code = Number.parseInt(hex, 16)
		return String.fromCharCode(code === 0 ? 0xdc00 : code)
	})
}
