import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decode } from '../../src/import/read/decode.ts'
import { createEncoder } from '../../src/import/read/encode.ts'
import { inspect, type Overrides } from '../../src/import/read/inspect.ts'
import { parse } from '../../src/import/read/parse.ts'
import type { Inspection } from '../../src/import/types.ts'

interface Expected {
	why?: string
	overrides?: Overrides
	dialect?: Partial<Inspection['dialect']>
	target?: Inspection['target']
	failure?: Inspection['failure']
	failure_line?: number | null
	fields?: (string | null)[]
	headers?: string[]
	records?: [number, ...string[]][]
	count?: number
	breaches?: string[]
}

const names = readdirSync(import.meta.dirname)
	.filter((name) => name.endsWith('.csv'))
	.map((name) => name.slice(0, -4))

test.each(names)('%s', async (name) => {
	const file = `${import.meta.dirname}/${name}.csv`
	const expected = JSON.parse(readFileSync(`${import.meta.dirname}/${name}.json`, 'utf8')) as Expected
	// Seven bytes at a time cut characters and line ends everywhere; a long file takes a larger prime.
	const small = statSync(file).size < 20_000 ? 7 : 4_099
	const open = (size: number) => () => createReadStream(file, { highWaterMark: size })
	const found = await inspect(open(65_536), expected.overrides)
	expect(await inspect(open(small), expected.overrides)).toEqual(found)

	expect(found.failure).toBe(expected.failure ?? null)
	if (expected.failure_line !== undefined) expect(found.failure_line).toBe(expected.failure_line)
	if (expected.dialect) expect(found.dialect).toMatchObject(expected.dialect)
	if (expected.target !== undefined) expect(found.target).toBe(expected.target)
	if (expected.headers) expect(found.columns.map(({ header }) => header)).toEqual(expected.headers)
	if (expected.fields) expect(found.columns.map(({ field }) => field)).toEqual(expected.fields)
	if (found.failure) return

	const read = await records(open(small)(), found)
	expect(await records(open(65_536)(), found)).toEqual(read)
	expect(read.lines.length).toBe(found.records)
	if (expected.count !== undefined) expect(found.records).toBe(expected.count)
	if (expected.records) expect(read.lines.map((line, i) => [line, ...read.cells[i]!])).toEqual(expected.records)
	expect(read.breaches).toEqual(expected.breaches ?? [])
	// Of a record in quotes once more only what is inside is given back.
	if (!found.dialect.wrapped) expectBytesBack(readFileSync(file), read.raw, found.dialect.encoding)
})

async function records(bytes: AsyncIterable<Uint8Array>, { dialect, columns }: Inspection) {
	const batches = await gather(
		parse(decode(bytes, dialect), dialect, { width: columns.length, keepRaw: true }),
	)
	return {
		lines: batches.flatMap(({ lines }) => lines),
		cells: batches.flatMap(({ cells }) => cells),
		raw: batches.flatMap(({ raw }) => raw ?? []),
		breaches: batches.flatMap(({ breaches }) => breaches.map(({ line, code, column }) => `${line} ${code} ${column}`)),
	}
}

/** What a person is given back as refused is, byte for byte, what their file holds. */
function expectBytesBack(file: Buffer, raw: string[], encoding: string): void {
	const encode = createEncoder(encoding)
	let at = 0
	for (const record of raw) {
		const bytes = encode(record)
		const found = file.indexOf(bytes, at)
		expect(found, record).toBeGreaterThanOrEqual(0)
		at = found + bytes.length
	}
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = []
	for await (const item of items) all.push(item)
	return all
}
