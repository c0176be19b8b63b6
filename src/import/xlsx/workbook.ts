import { posix } from 'node:path'
import { ReadFailure } from '../read/read-failure.ts'
import type { Archive } from './archive.ts'
import { type Format, parseFormat } from './formats.ts'
import { readStrings, type Strings } from './strings.ts'
import { type Attributes, readXml } from './xml.ts'

export interface Sheet {
	name: string
	/** The part its rows are in. */
	part: string
	hidden: boolean
}

export interface Workbook {
	/** Sheets with cells, in the order of their tabs. */
	sheets: Sheet[]
	/** Days are counted from 1904 and not from 1900. */
	from1904: boolean
	/** By the number a cell names its style with. */
	formats: readonly Format[]
	/** Read when first asked for: listing sheets needs none. */
	strings(): Promise<Strings>
}

interface Relation {
	type: string
	part: string
}

/** @throws ReadFailure `file_spreadsheet` when the archive is no workbook of Excel (an OpenDocument one, say) */
export async function openWorkbook(archive: Archive): Promise<Workbook> {
	const book = await bookPart(archive)
	const relations = await readRelations(archive, book)
	const sheets: Sheet[] = []
	let from1904 = false
	await readXml(archive.text(book), {
		open(name, attributes) {
			if (name === 'workbookPr') from1904 = isTrue(attributes.date1904)
			if (name !== 'sheet') return
			const relation = relations.get(relationId(attributes) ?? '')
			// Charts and macros have tabs too, and no cells.
			if (!relation?.type.endsWith('/worksheet') || !archive.has(relation.part)) return
			const state = attributes.state ?? 'visible'
			sheets.push({ name: attributes.name ?? '', part: relation.part, hidden: state !== 'visible' })
		},
	})
	if (sheets.length === 0) throw new ReadFailure('file_spreadsheet')
	const part = (type: string) => [...relations.values()].find((relation) => relation.type.endsWith(`/${type}`))?.part
	let strings: Promise<Strings> | undefined
	return {
		sheets,
		from1904,
		formats: await readFormats(archive, part('styles')),
		strings: () => {
			strings ??= readStrings(archive, part('sharedStrings'))
			return strings
		},
	}
}

async function bookPart(archive: Archive): Promise<string> {
	const relations = archive.has('_rels/.rels') ? await readRelations(archive, '') : new Map<string, Relation>()
	const found = [...relations.values()].find(({ type }) => type.endsWith('/officeDocument'))?.part
	const part = found ?? 'xl/workbook.xml'
	if (!archive.has(part)) throw new ReadFailure('file_spreadsheet')
	return part
}

/** The parts another part refers to, by the name it uses for them. */
async function readRelations(archive: Archive, part: string): Promise<Map<string, Relation>> {
	const folder = posix.dirname(part)
	const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
	const relations = new Map<string, Relation>()
	if (!archive.has(name)) return relations
	await readXml(archive.text(name), {
		open(element, { Id, Type, Target, TargetMode }) {
			if (element !== 'Relationship' || !Id || !Type || !Target || TargetMode === 'External') return
			const path = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
			// It is an address: `List%201.xml`.
			const plain = path.replaceAll('%20', ' ')
			relations.set(Id, { type: Type, part: archive.has(path) ? path : plain })
		},
	})
	return relations
}

function relationId(attributes: Attributes): string | undefined {
	const name = Object.keys(attributes).find((key) => key.endsWith(':id'))
	return name === undefined ? undefined : attributes[name]
}

async function readFormats(archive: Archive, part: string | undefined): Promise<Format[]> {
	if (!part || !archive.has(part)) return []
	const codes = new Map<number, string>()
	const formats: Format[] = []
	let inCells = false
	await readXml(archive.text(part), {
		open(name, attributes) {
			if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
			if (name === 'cellXfs') inCells = true
			if (name !== 'xf' || !inCells) return
			const id = Number(attributes.numFmtId ?? 0)
			formats.push(parseFormat(id, codes.get(id)))
		},
		close(name) {
			if (name === 'cellXfs') inCells = false
		},
	})
	return formats
}

export function isTrue(value: string | undefined): boolean {
	return value === '1' || value === 'true'
}
