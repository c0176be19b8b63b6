import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createEncoder } from '../../src/import/read/encode.ts'
import { run, start } from './harness.ts'

/** Nothing here needs a database, so none is made. */
const folder = await mkdtemp(join(tmpdir(), 'listek-cli-'))
afterAll(() => rm(folder, { recursive: true }))
const dataDir = join(folder, 'data')
const settings = { LISTEK_DATA_DIR: dataDir }

test('an unknown setting is wrong usage, with a suggestion', async () => {
	const { status, stdout, stderr } = await run(['imports'], { ...settings, LISTEK_PROT: '8081' })
	expect([status, stdout]).toEqual([2, ''])
	expect(stderr).toContain('Did you mean LISTEK_PORT?')
})

test('a missing argument is wrong usage; asking for help is not', async () => {
	const answers = await Promise.all([
		run(['import'], settings),
		run(['import', '--help'], settings),
		run(['--help'], settings),
	])
	expect(answers.map(({ status }) => status)).toEqual([2, 0, 0])
	expect(answers[1]!.stdout).toContain('--missing-company')
	for (const command of [
		'serve',
		'worker',
		'migrate',
		'import',
		'undo',
		'imports',
		'convert',
		'export',
		'user',
		'token',
		'db',
	]) {
		expect(answers[2]!.stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
	}
	expect(await readdir(folder)).not.toContain('data')
})

test('who reads only the beginning of the output gets it without a word of complaint', async () => {
	const file = join(folder, 'long.csv')
	await writeFile(file, `Název\n${'Truhlářství Dvořák\n'.repeat(100_000)}`)
	const child = start(['convert', file], settings)
	let stderr = ''
	child.stderr!.setEncoding('utf8').on('data', (text: string) => {
		stderr += text
	})
	child.stdout!.once('data', () => child.stdout!.destroy())
	const status = await new Promise<number | null>((done) => child.on('close', done))
	expect([status, stderr]).toEqual([0, ''])
})

test.each([
	[['import', 'x.csv', '--header-line', '-1'], 'from 0 to 1000'],
	[['import', 'x.csv', '--header-line', 'x'], 'from 0 to 1000'],
	[['import', 'x.csv', '--encoding', 'klingon'], 'Known are utf-8, '],
	[['import', 'x.csv', '--delimiter', ';,'], 'one character'],
	[['import', 'x.csv', '--delimiter', 'x'], 'one character'],
	[['convert', 'x.csv', '--encoding', 'klingon'], 'Known are utf-8, '],
	[['convert', 'x.csv', '--delimiter', ''], 'one character'],
	[['undo', 'x'], 'whole number of at least 1'],
	[['undo', '1.5'], 'whole number of at least 1'],
	[['imports', '--limit', '0'], 'whole number of at least 1'],
	[['token', 'create', ' '], 'needs a name'],
	[['user', 'add', 'x', '--email', 'x@x.cz', '--password', 'x'], 'password'],
])('%j is wrong usage, and says how it is right', async (args, sentence) => {
	const { status, stdout, stderr } = await run(args, settings)
	expect([status, stdout]).toEqual([2, ''])
	expect(stderr).toContain(sentence)
	expect(stderr).not.toContain('    at ')
	expect(await readdir(folder)).not.toContain('data')
})

test('a database that does not answer ends with 4, in one sentence', async () => {
	const { status, stderr } = await run(['imports'], { ...settings, DATABASE_URL: 'postgresql://listek@127.0.0.1:1/x' })
	expect(status).toBe(4)
	expect(stderr).not.toContain('    at ')
})

test('convert reads any file as the importer would and writes clean CSV', async () => {
	const file = join(folder, 'stary.csv')
	const text = 'Export z 1. 1.\r\nPříjmení;Poznámka\r\nŘíha;"a, b"\r\nČerná;"dva\r\nřádky"\r\n;\r\n'
	await writeFile(file, createEncoder('windows-1250')(text))
	const { status, stdout, stderr } = await run(['convert', file], settings)
	expect([status, stderr]).toEqual([0, ''])
	expect(stdout).toBe('Příjmení,Poznámka\r\nŘíha,"a, b"\r\nČerná,"dva\r\nřádky"\r\n')
})

test('convert says which records an import would refuse', async () => {
	const file = join(folder, 'vadny.csv')
	await writeFile(
		file,
		Buffer.concat([Buffer.from('Jméno;E-mail\nJan;j\n'), Buffer.of(0x9f), Buffer.from('va;i\nEva;e;x\n')]),
	)
	const { status, stdout, stderr } = await run(['convert', file], settings)
	expect([status, stdout]).toEqual([0, 'Jméno,E-mail\r\nJan,j\r\n\ufffdva,i\r\nEva,e,x\r\n'])
	expect(stderr).toBe(
		"line 3: Some characters cannot be read in the file's encoding (“\\x9Fva”).\n" +
			'line 4: The row has more values than the header has columns (“x”).\n',
	)
})

test('convert of a file that is no table ends with 3', async () => {
	const file = join(folder, 'obrazek.csv')
	await writeFile(file, Buffer.from('89504e470d0a1a0a0000000d', 'hex'))
	const { status, stdout, stderr } = await run(['convert', file], settings)
	expect([status, stdout]).toEqual([3, ''])
	expect(stderr).toContain('not text')
})

test('a data folder that cannot be one ends with 4, and says which', async () => {
	const file = join(folder, 'soubor')
	await writeFile(file, '')
	const { status, stderr } = await run(['imports'], { LISTEK_DATA_DIR: file })
	expect([status, stderr]).toEqual([4, expect.stringContaining(`The data folder ${file} cannot be used`)])
	expect(stderr).not.toContain('    at ')
})
