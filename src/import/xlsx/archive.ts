import { Readable } from 'node:stream'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { ReadFailure } from '../read/read-failure.ts'

/** A file that can be read anywhere, wherever it lies. `read` gives fewer bytes than asked only at the end of the file. */
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
const MAX_UNPACKED = 2 ** 31
/** A workbook has a few parts for each sheet, picture and comment. */
const MAX_ENTRIES = 10_000
/** Deflate makes at most 1,032 bytes of one; XML of spreadsheets 5 to 30, of columns that repeat one word 150. */
const MAX_RATIO = 400
/** A ratio says nothing of small parts. */
const SMALL = 10 << 20
/** Read at once from the source: each time is a query where the file lies in a database. */
const PIECE = 1 << 18

/**
 * The archive's directory, checked before anything is unpacked. The sizes it
 * states can be relied on: a part that unpacks to more ends with an error.
 *
 * @throws ReadFailure `file_spreadsheet` for what is no archive or a broken one, `file_too_large` for what would
 * unpack beyond all measure; whatever `source` throws
 */
export async function openArchive(source: Source): Promise<Archive> {
	const reader = new SourceReader(source)
	const guard = async <T>(work: Promise<T>): Promise<T> => {
		try {
			return await work
		} catch (error) {
			throw reader.failed ?? (error instanceof ReadFailure ? error : new ReadFailure('file_spreadsheet'))
		}
	}
	const options = { lazyEntries: true, autoClose: false } as const
	const zip = await guard(fromRandomAccessReaderPromise(reader, source.size, options))
	const entries = await guard(listEntries(zip))

	async function* text(name: string): AsyncGenerator<string> {
		const entry = entries.get(name)
		if (!entry) throw new ReadFailure('file_spreadsheet')
		const chunks = (await guard(zip.openReadStreamPromise(entry)))[Symbol.asyncIterator]()
		let decoder: TextDecoder | undefined
		try {
			for (;;) {
				const { done, value } = await guard(chunks.next())
				if (done) break
				const bytes = value as Uint8Array
				decoder ??= new TextDecoder(encodingOf(bytes))
				yield decoder.decode(bytes, { stream: true })
			}
		} finally {
			await chunks.return?.()
		}
	}

	return { has: (name) => entries.has(name), text, close: () => zip.close() }
}

/** yauzl asks for the bytes by inheritance. */
class SourceReader extends RandomAccessReader {
	readonly source: Source
	/** What the source threw: a failure of ours, not of the archive. */
	failed: unknown

	constructor(source: Source) {
		super()
		this.source = source
	}

	override _readStreamForRange(start: number, end: number): Readable {
		return Readable.from(this.pieces(start, end), { objectMode: false, highWaterMark: PIECE })
	}

	private async *pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
		for (let at = start; at < end; ) {
			const bytes = await this.source.read(at, Math.min(PIECE, end - at)).catch((error: unknown) => {
				this.failed = error
				throw error
			})
			if (bytes.length === 0) return
			yield bytes
			at += bytes.length
		}
	}
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
	if (zip.entryCount > MAX_ENTRIES) throw new ReadFailure('file_too_large')
	const entries = new Map<string, Entry>()
	let unpacked = 0
	for await (const entry of zip.eachEntry()) {
		unpacked += entry.uncompressedSize
		const isBomb = entry.uncompressedSize > SMALL && entry.uncompressedSize > entry.compressedSize * MAX_RATIO
		if (unpacked > MAX_UNPACKED || isBomb) throw new ReadFailure('file_too_large')
		entries.set(entry.fileName, entry)
	}
	return entries
}

/** XML is UTF-8, or UTF-16 with its mark. */
function encodingOf([first, second]: Uint8Array): string {
	if (first === 0xff && second === 0xfe) return 'utf-16le'
	return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
