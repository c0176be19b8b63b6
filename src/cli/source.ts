import { type FileHandle, open } from 'node:fs/promises'
import type { Source } from '../import/xlsx/archive.ts'
import { UsageError } from './run.ts'

/** Opens a file of the command line for jumping in it. @throws UsageError when it cannot be opened */
export async function withFile<T>(file: string, work: (source: Source, head: Uint8Array) => Promise<T>): Promise<T> {
	let handle: FileHandle
	try {
		handle = await open(file)
	} catch (error) {
		throw new UsageError(`${file} cannot be opened: ${(error as Error).message}`)
	}
	try {
		const { size } = await handle.stat()
		const read = async (offset: number, length: number) => {
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
			return buffer.subarray(0, bytesRead)
		}
		return await work({ size, read }, await read(0, Math.min(size, 256 * 1024)))
	} catch (error) {
		if ((error as { code?: string }).code === 'EISDIR') throw new UsageError(`${file} is a folder, not a file.`)
		throw error
	} finally {
		await handle.close()
	}
}
