import { Readable } from 'node:stream'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { ReadFailure } from '../read-failure.ts'

/** A file that can be read anywhere, wherever it lies. `read` gives fewer bytes only at the end of the file. */
export interface Source {
	size: number
	read(offset: number, length: number): Promise<Uint8Array>
}

/** The parts of a workbook: XML files in a ZIP archive. */
export interface Archive {
	has(name: string): boolean
	/** The text of a part, piece by piece. */
	text(name: string): AsyncGenerator<string>
	close(): void
}

/** What all parts together unpack to. A million rows of 20 columns take about 1 GB of XML. */
const MAX_UNPACKED = 2 << 30
/** A workbook has a few parts for each sheet, picture and comment. */
const MAX_ENTRIES = 10_000
/** Deflate makes at most 1,032 bytes of one, and XML of a spreadsheet 5 to 30. */
const MAX_RATIO = 400
/** A ratio says nothing of small parts. */
const SMALL = 10 << 20
/** Read at once from the source: each time is a query where the file lies in a database. */
const PIECE = 1 << 18

/**
 * The archive's directory, checked before anything is unpacked. The sizes it
 * states can be relied on: a part that unpacks to more ends with an error.
 *
 * @throws ReadFailure `file_spreadsheet` for what is no archive, `file_too_large` for what would unpack beyond all measure
 */
export async function openArchive(source: Source): Promise<Archive> {
	const zip = await orFailure(() =>
		fromRandomAccessReaderPromise(new SourceReader(source), source.size, { lazyEntries: true, autoClose: false }),
	)
	if (zip.entryCount > MAX_ENTRIES) throw new ReadFailure('file_too_large')
	const entries = await orFailure(() => listEntries(zip))
	return {
		has: (name) => entries.has(name),
		text: (name) => readText(zip, entries.get(name)),
		close: () => zip.close(),
	}
}

/** yauzl asks by inheritance. */
class SourceReader extends RandomAccessReader {
	readonly source: Source

	constructor(source: Source) {
		super()
		this.source = source
	}

	override _readStreamForRange(start: number, end: number): Readable {
		return Readable.from(pieces(this.source, start, end), { objectMode: false, highWaterMark: PIECE })
	}
}

async function* pieces(source: Source, start: number, end: number): AsyncGenerator<Uint8Array> {
	for (let at = start; at < end; ) {
		const bytes = await source.read(at, Math.min(PIECE, end - at))
		if (bytes.length === 0) return
		yield bytes
		at += bytes.length
	}
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
	const entries = new Map<string, Entry>()
	let unpacked = 0
	for await (const entry of zip.eachEntry()) {
		unpacked += entry.uncompressedSize
		const isBomb = entry.uncompressedSize > SMALL && entry.uncompressedSize > entry.compressedSize * MAX_RATIO
		if (unpacked > MAX_UNPACKED || isBomb) throw new ReadFailure('file_too_large')
		// Some writers use backslashes or begin with a slash.
		entries.set(entry.fileName.replaceAll('\\', '/').replace(/^\//, ''), entry)
	}
	return entries
}

async function* readText(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<string> {
	if (!entry) throw new ReadFailure('file_spreadsheet')
	const stream = await orFailure(() => zip.openReadStreamPromise(entry))
	const decoder = new TextDecoder(await encodingOf(entry, zip))
	try {
		for await (const chunk of stream) yield decoder.decode(chunk as Uint8Array, { stream: true })
	} catch (error) {
		throw asFailure(error)
	}
	yield decoder.decode()
}

/** XML is UTF-8, or UTF-16 with its mark. */
async function encodingOf(entry: Entry, zip: ZipFile): Promise<string> {
	const stream = await orFailure(() => zip.openReadStreamPromise(entry))
	try {
		for await (const chunk of stream) {
			const [first, second] = chunk as Uint8Array
			if (first === 0xff && second === 0xfe) return 'utf-16le'
			return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
		}
	} catch (error) {
		throw asFailure(error)
	}
	return 'utf-8'
}

async function orFailure<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work()
	} catch (error) {
		throw asFailure(error)
	}
}

/** Whatever a broken archive or its source throws; a failure of the source itself is passed on. */
function asFailure(error: unknown): unknown {
	if (error instanceof ReadFailure) return error
	const message = error instanceof Error ? error.message : ''
	return ARCHIVE_ERROR.test(message) ? new ReadFailure('file_spreadsheet') : error
}

/** What yauzl and zlib say of broken archives; everything else is an outage. */
const ARCHIVE_ERROR =
	/signature|central directory|local file header|zip|end of stream|bytes in the stream|compress|inflate|invalid (block|code|distance|stored|bit|literal)|incorrect|unexpected|encrypted|file ?name|extra field|path|header|crc/i
