import { setImmediate } from 'node:timers/promises'
import type { Target } from '../../contract/fields.ts'
import type { ReadAs } from '../../contract/imports.ts'
import type { FailureCode } from '../../contract/issues.ts'
import type { Dialect, Inspection } from '../types.ts'
import { repairMisread } from '../values/misread.ts'
import { type Encoding, findEncoding } from './charsets.ts'
import { columnsOf, createColumns, type SeenColumns } from './columns.ts'
import { createFileDecoder, type Decoder, pieces } from './decode.ts'
import {
	detectDialect,
	type HeadRecord,
	type InspectOverrides,
	looksBinary,
	looksLikeMarkup,
	readHead,
	unreadable,
} from './detect.ts'
import { guessEncoding, isForeign, isMostlyUtf8, markedEncoding, rankEncodings, readings } from './encoding.ts'
import { countEscapedBytes, countHighBytes, noHighBytes } from './high-bytes.ts'
import { propose } from './propose.ts'
import { readable } from './shown.ts'
import { guessTarget } from './target.ts'
import { createTokenizer, type Tokenizer } from './tokenize.ts'
import { createTellingWords } from './words.ts'

export type Overrides = InspectOverrides & {
	/** Text that was read in a wrong encoding before is to be as it was. */
	repair?: boolean
	/** Propose fields of this target, whatever the file looks like. */
	target?: Target
}

export interface Inspector {
	/** One chunk after the other. Everything else this process does gets its turn between pieces of it. */
	push(chunk: Uint8Array): Promise<void>
	/** `reread`: later bytes speak against the encoding; the file has to be inspected again with these overrides. */
	finish(): Promise<Inspection | { reread: Overrides }>
}

/** Bytes the dialect is decided from, all that is held of a file. */
const HEAD = 1 << 18

/** Reads a whole file for `inspect`, and once more when its end shows another encoding than its beginning. */
export async function inspect(open: () => AsyncIterable<Uint8Array>, overrides: Overrides = {}): Promise<Inspection> {
	const inspector = createInspector(overrides)
	for await (const chunk of open()) await inspector.push(chunk)
	const result = await inspector.finish()
	if (!('reread' in result)) return result
	return inspect(open, result.reread)
}

/** What the first bytes of an upload show, for a preview before the rest is here. */
export async function inspectHead(head: Uint8Array, overrides: Overrides = {}): Promise<Inspection> {
	const inspector = createInspector(overrides)
	await inspector.push(head.subarray(0, wholeLines(head)))
	const result = await inspector.finish()
	return 'reread' in result ? inspectHead(head, result.reread) : result
}

/** The head without its unfinished last line; UTF-16 is left as it is, a cut inside a line end would shift it. */
function wholeLines(head: Uint8Array): number {
	const end = Math.max(head.lastIndexOf(10), head.lastIndexOf(13)) + 1
	return end === 0 || head.includes(0) ? head.length : end
}

/**
 * One pass over a file while it comes in: how to read it, how many records it
 * has, what its columns hold and where they may go. Holds the first 256 KiB
 * until the dialect is decided, then only counters.
 *
 * @throws RangeError when the encoding asked for is not one of `ENCODINGS`
 */
export function createInspector(overrides: Overrides = {}): Inspector {
	const asked = overrides.encoding === undefined ? undefined : findEncoding(overrides.encoding)
	if (overrides.encoding !== undefined && !asked) throw new RangeError(`unknown encoding ${overrides.encoding}`)
	let held: Uint8Array[] = []
	let heldLength = 0
	let head = Buffer.alloc(0)
	let reading: Reading | undefined
	let failure: { code: FailureCode; line: number | null } | undefined
	const highBytes = noHighBytes()
	const words = createTellingWords()
	let seen = 0
	/** Up to the last one that is not NUL: padding is no text and has no characters. */
	let bytes = 0
	let characters = 0
	let broken = 0

	async function push(chunk: Uint8Array): Promise<void> {
		if (failure || chunk.length === 0) return
		if (reading) {
			await read(reading, chunk)
			return
		}
		held.push(Buffer.from(chunk))
		heldLength += chunk.length
		if (heldLength >= HEAD) await start(false)
	}

	async function start(complete: boolean): Promise<void> {
		const first = Buffer.concat(held)
		held = []
		head = first.subarray(0, HEAD)
		const code = unreadable(head)
		if (code) {
			failure = { code, line: null }
			return
		}
		reading = startReading(head, complete, asked, overrides)
		words.startBelow(reading.dialect.header_line)
		if (reading.failure) failure = { code: reading.failure, line: null }
		else await read(reading, first)
	}

	async function read(current: Reading, chunk: Uint8Array): Promise<void> {
		const last = chunk.findLastIndex((byte) => byte !== 0)
		if (last >= 0) bytes = seen + last + 1
		seen += chunk.length
		// Bytes of UTF-16 are no letters: its words come from the text, as UTF-8.
		if (!current.dialect.encoding.startsWith('utf-16')) words.add(chunk)
		if (current.dialect.encoding !== 'utf-8' && !current.dialect.encoding.startsWith('utf-16'))
			countHighBytes(highBytes, chunk)
		for (const piece of pieces(chunk)) {
			await setImmediate()
			take(current, current.decoder.push(piece))
		}
	}

	function take(current: Reading, text: string): void {
		characters += text.length
		if (current.dialect.encoding.startsWith('utf-16') && !words.complete()) words.add(Buffer.from(text))
		if (current.dialect.encoding === 'utf-8' && !text.isWellFormed()) broken += countEscapedBytes(highBytes, text)
		current.columns.add(current.tokenizer.push(text))
		failure = current.tokenizer.failure()
	}

	async function finish(): Promise<Inspection | { reread: Overrides }> {
		if (!reading && !failure) await start(true)
		const current = reading
		if (!current) return failed(failure?.code ?? 'file_empty', null)
		if (!failure) {
			take(current, current.decoder.end())
			current.columns.add(current.tokenizer.end())
			failure = current.tokenizer.failure()
		}
		// What is no text at all was not read, so its bytes say nothing of the encoding.
		const better = current.failure ? undefined : betterEncoding(current.dialect.encoding)
		if (better) return { reread: { ...overrides, encoding: better } }
		return summary(current)
	}

	/** Another encoding than the chosen one, once all bytes were counted. A person's own choice stands. */
	function betterEncoding(chosen: string): string | undefined {
		if (asked !== undefined || markedEncoding(head)) return undefined
		if (chosen === 'utf-8' && isMostlyUtf8(bytes - characters, broken)) return undefined
		const best = rankEncodings(highBytes, head, words.finish())[0]!.encoding
		return best === chosen ? undefined : best
	}

	function summary(current: Reading): Inspection {
		const { columns, tokenizer, dialect } = current
		const found = columns.finish(tokenizer.header())
		const target =
			guessTarget(
				found.map(({ header }) => header),
				found.map(({ facts }) => facts),
			) ?? null
		const proposals = propose(found, overrides.target ?? target ?? 'users')
		const code = failure?.code ?? emptiness(current, overrides.header_line)
		return {
			dialect,
			records: columns.records(),
			columns: columnsOf(found, proposals),
			head: current.head,
			target,
			failure: code ?? null,
			failure_line: failure?.line ?? null,
			encodings: dialect.repair ? repairedReading() : readings(words.finish(), dialect.encoding),
			misread: columns.misread(),
		}
	}

	/** Only the one it is read in: text in another encoding would not need this repair. */
	function repairedReading(): ReadAs[] {
		const [chosen] = readings(words.finish(), reading!.dialect.encoding)
		return chosen ? [{ ...chosen, words: chosen.words.map(repairMisread) }] : []
	}

	return { push, finish }
}

interface Reading {
	dialect: Dialect
	decoder: Decoder
	tokenizer: Tokenizer
	columns: SeenColumns
	head: HeadRecord[]
	failure: FailureCode | undefined
}

function startReading(head: Buffer, complete: boolean, asked: Encoding | undefined, overrides: Overrides): Reading {
	const encoding = asked ?? guessEncoding(head)
	const decoder = () => createFileDecoder(encoding, overrides.repair)
	const text = decoder().push(head)
	const found = detectDialect(text, encoding, complete, overrides)
	const dialect: Dialect = overrides.repair ? { ...found, repair: true } : found
	return {
		dialect,
		decoder: decoder(),
		tokenizer: createTokenizer(dialect),
		columns: createColumns(),
		head: shownHead(readHead(text, dialect, complete)),
		failure: notText(text) ?? (asked === undefined && isForeign(head, encoding) ? 'file_not_text' : undefined),
	}
}

/** The records a person looks at, as far as they are text. */
function shownHead(records: HeadRecord[]): HeadRecord[] {
	return records.slice(0, 20).map(({ line, cells }) => ({ line, cells: cells.map(readable) }))
}

function notText(text: string): FailureCode | undefined {
	if (looksBinary(text)) return 'file_binary'
	return looksLikeMarkup(text) ? 'file_not_a_table' : undefined
}

function emptiness(current: Reading, pointedAt: number | undefined): FailureCode | undefined {
	if (current.columns.records() > 0) return undefined
	// A header a person points at below the last line has nothing under it.
	if (pointedAt) return 'file_header_only'
	return current.tokenizer.header()?.some((cell) => cell.trim() !== '') ? 'file_header_only' : 'file_empty'
}

function failed(code: FailureCode, line: number | null): Inspection {
	const dialect: Dialect = { encoding: 'utf-8', delimiter: ';', quote: '"', escape: '"', header_line: 1 }
	return {
		dialect,
		records: 0,
		columns: [],
		head: [],
		target: null,
		failure: code,
		failure_line: line,
		encodings: [],
		misread: [],
	}
}
