import { checkSync } from 'recheck'
import { expect, test } from 'vitest'
import { type Expression, expressionsOf, sourceFiles } from './expressions.ts'

/** Their texts are no longer than a number format of a workbook, which the reader of workbooks limits. */
const SHORT_TEXTS = new Set([
	String.raw`\[(?!h+\]|m+\]|s+\])[^\]]*\]`,
	String.raw`(?:"[^"]*"?|\\.|\[[^\]]*\]|[^;])+|(?<=;)(?=;|$)`,
])

/** The expressions for which a text exists that takes more than its length; `recheck` says which text. */
function steep(expressions: readonly Expression[]): string[] {
	return expressions.flatMap(({ place, source, flags }) => {
		if (SHORT_TEXTS.has(source)) return []
		const verdict = checkSync(source, flags, { timeout: 60_000 })
		if (verdict.status === 'safe') return []
		const why = verdict.status === 'vulnerable' ? verdict.attack.pattern : verdict.error.kind
		return [`${place} /${source}/${flags}: ${why}`]
	})
}

test('no regular expression of the product takes longer than its text', { timeout: 600_000 }, () => {
	// In this process and in JavaScript, the same on every machine.
	process.env.RECHECK_BACKEND = 'pure'
	const all = sourceFiles().flatMap(({ file, code }) => expressionsOf(file, code))
	const different = new Map(all.map((one) => [`/${one.source}/${one.flags}`, one]))
	expect(different.size).toBeGreaterThan(200)
	expect(steep([...different.values()])).toEqual([])
})

test('one that does is found where it is written', { timeout: 600_000 }, () => {
	process.env.RECHECK_BACKEND = 'pure'
	const planted = [
		'export const trim = (text: string): string =>',
		String.raw`	text.replace(/^\n+|\s+$/g, '')`,
		'const EMAIL = /^[^@]+@[^@]+\\.[^@]{2,}$/i',
		'const WORD = /(?:\\p{L}|[\\u0080-\\uffff]){0,64}$/u',
		'const FINE = /^[a-z]+$/',
	].join('\n')
	const found = steep(expressionsOf('planted.ts', planted)).map((line) => line.split(' ')[0])
	expect(found).toEqual(['planted.ts:2', 'planted.ts:3', 'planted.ts:4'])
})
