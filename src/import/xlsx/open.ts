import { namesEncryptedPackage } from '../read/detect.ts'
import { ReadFailure } from '../read/read-failure.ts'
import { type Archive, openArchive, type Source } from './archive.ts'
import { openWorkbook, type Workbook } from './workbook.ts'

/** Whether a file that begins so is for `inspectXlsx` and `readSheet`: a ZIP archive, or what protected and old workbooks are. */
export function looksLikeWorkbook(head: Uint8Array): boolean {
	const start = Buffer.from(head.subarray(0, 4)).toString('latin1')
	return start === 'PK\x03\x04' || start === OLE
}
const OLE = '\xd0\xcf\x11\xe0'

/** Opens a workbook, hands it to `use` and closes it. */
export async function withWorkbook<T>(
	source: Source,
	use: (archive: Archive, book: Workbook) => Promise<T>,
): Promise<T> {
	const archive = await openChecked(source)
	try {
		return await use(archive, await openWorkbook(archive))
	} finally {
		archive.close()
	}
}

/** @throws ReadFailure `file_spreadsheet_protected`, `file_spreadsheet_old`, and those of `openArchive` */
export async function openChecked(source: Source): Promise<Archive> {
	const head = Buffer.from(await source.read(0, 512))
	if (head.toString('latin1', 0, 4) !== OLE) return openArchive(source)
	throw new ReadFailure((await isProtected(source, head)) ? 'file_spreadsheet_protected' : 'file_spreadsheet_old')
}

/** An OLE document lists its parts in sectors of their own; where the first of them is, its head says. */
async function isProtected(source: Source, head: Buffer): Promise<boolean> {
	if (head.length < 512) return false
	const sector = 1 << Math.min(head.readUInt16LE(30), 12)
	const directory = (head.readUInt32LE(48) + 1) * sector
	return namesEncryptedPackage(await source.read(directory, 4_096))
}
