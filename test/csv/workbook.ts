import { crc32, deflateRawSync } from 'node:zlib'
import type { Source } from '../../src/import/xlsx/archive.ts'

/** A ZIP archive of the parts, deflated. */
export function zip(parts: Readonly<Record<string, string | Buffer>>): Buffer {
	const files: Buffer[] = []
	const directory: Buffer[] = []
	let offset = 0
	for (const [name, content] of Object.entries(parts)) {
		const bytes = Buffer.from(content)
		const packed = deflateRawSync(bytes)
		// Version, flags (names are UTF-8), deflate, time, date, checksum, sizes, length of the name, no extra field.
		const common = Buffer.alloc(26)
		common.writeUInt16LE(20, 0)
		common.writeUInt16LE(0x800, 2)
		common.writeUInt16LE(8, 4)
		common.writeUInt32LE(crc32(bytes), 10)
		common.writeUInt32LE(packed.length, 14)
		common.writeUInt32LE(bytes.length, 18)
		common.writeUInt16LE(Buffer.byteLength(name), 22)
		files.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed)
		const rest = Buffer.alloc(14)
		rest.writeUInt32LE(offset, 10)
		directory.push(Buffer.from('PK\x01\x02'), Buffer.of(20, 0), common, rest, Buffer.from(name))
		offset += 4 + common.length + Buffer.byteLength(name) + packed.length
	}
	const list = Buffer.concat(directory)
	const end = Buffer.alloc(18)
	const count = Object.keys(parts).length
	end.writeUInt16LE(count, 4)
	end.writeUInt16LE(count, 6)
	end.writeUInt32LE(list.length, 8)
	end.writeUInt32LE(offset, 12)
	return Buffer.concat([...files, list, Buffer.from('PK\x05\x06'), end])
}

export interface MadeSheet {
	/** The rows' XML, what stands inside `sheetData`. */
	rows: string
	name?: string
	state?: 'hidden'
}

export interface MadeWorkbook {
	sheets: MadeSheet[]
	/** Format codes by the style's number, from 1; style 0 is General. A number is a built-in format. */
	formats?: (string | number)[]
	/** `si` elements. */
	strings?: string
	from1904?: boolean
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export function workbook({ sheets, formats = [], strings = '', from1904 = false }: MadeWorkbook): Buffer {
	return zip(parts({ sheets, formats, strings, from1904 }))
}

/** The parts of a workbook as Excel divides it, for spoiling some of them. */
export function parts({ sheets, formats = [], strings = '', from1904 = false }: MadeWorkbook): Record<string, string> {
	const relations = (list: [id: string, type: string, target: string][]) =>
		`<?xml version="1.0"?><Relationships xmlns="${PACKAGE}">${list
			.map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
			.join('')}</Relationships>`
	const tabs = sheets.map(
		({ name, state }, i) =>
			`<sheet name="${name ?? `List${i + 1}`}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
	)
	const codes = formats.map((code, i) =>
		typeof code === 'number' ? '' : `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`,
	)
	const styles = formats.map((code, i) => `<xf numFmtId="${typeof code === 'number' ? code : 164 + i}"/>`)
	const made: Record<string, string> = {
		'_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
		'xl/workbook.xml': `<?xml version="1.0"?><workbook ${MAIN} xmlns:r="${RELATIONS}"><workbookPr${
			from1904 ? ' date1904="1"' : ''
		}/><sheets>${tabs.join('')}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': relations([
			...sheets.map((_, i): [string, string, string] => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`]),
			['rIdS', 'styles', 'styles.xml'],
			['rIdT', 'sharedStrings', '/xl/sharedStrings.xml'],
		]),
		'xl/styles.xml': `<?xml version="1.0"?><styleSheet ${MAIN}><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`,
		'xl/sharedStrings.xml': `<?xml version="1.0"?><sst ${MAIN}>${strings}</sst>`,
	}
	for (const [i, { rows }] of sheets.entries())
		made[`xl/worksheets/sheet${i + 1}.xml`] =
			`<?xml version="1.0"?><worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`
	return made
}

/** Rows of inline texts and numbers; null is a cell that is not written. */
export function rowsOf(rows: (string | number | null)[][], first = 1): string {
	return rows
		.map((cells, i) => {
			const line = first + i
			const made = cells.map((cell, at) => {
				const reference = `r="${String.fromCharCode(65 + at)}${line}"`
				if (cell === null) return ''
				if (typeof cell === 'number') return `<c ${reference}><v>${cell}</v></c>`
				return `<c ${reference} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
			})
			return `<row r="${line}">${made.join('')}</row>`
		})
		.join('')
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** The bytes as a file, given in pieces of at most `most`. */
export function sourceOf(bytes: Uint8Array, most = 1 << 20): Source {
	return {
		size: bytes.length,
		read: async (offset, length) => bytes.subarray(offset, offset + Math.min(length, most)),
	}
}
