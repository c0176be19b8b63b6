/** The little of yauzl that reading a workbook needs; its types are not installed. */
declare module 'yauzl' {
	import type { Readable } from 'node:stream'

	export interface Entry {
		fileName: string
		compressedSize: number
		uncompressedSize: number
		isEncrypted(): boolean
	}

	export interface ZipFile {
		entryCount: number
		eachEntry(): AsyncIterable<Entry>
		openReadStreamPromise(entry: Entry): Promise<Readable>
		close(): void
	}

	export abstract class RandomAccessReader {
		abstract _readStreamForRange(start: number, end: number): Readable
	}

	export function fromRandomAccessReaderPromise(
		reader: RandomAccessReader,
		size: number,
		options: { lazyEntries: true; autoClose: false },
	): Promise<ZipFile>
}
