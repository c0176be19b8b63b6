import { globSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'

/** A regular expression of the product, and where it stands. */
export interface Expression {
	place: string
	source: string
	flags: string
}

/** Every regular expression that is written in the product's source, read by a parser: a new one is found by itself. */
export function expressionsOf(file: string, code: string): Expression[] {
	const found: Expression[] = []
	const visit = (node: unknown): void => {
		if (typeof node !== 'object' || node === null) return
		if ('regex' in node && isRegex(node.regex) && 'start' in node) {
			const line = code.slice(0, Number(node.start)).split('\n').length
			found.push({ place: `${file}:${line}`, source: node.regex.pattern, flags: node.regex.flags })
		}
		for (const child of Object.values(node)) visit(child)
	}
	visit(parseSync(file, code).program)
	return found
}

export function sourceFiles(): { file: string; code: string }[] {
	return globSync('src/**/*.{ts,tsx}')
		.filter((file) => !file.includes('.test.'))
		.map((file) => ({ file, code: readFileSync(file, 'utf8') }))
}

function isRegex(value: unknown): value is { pattern: string; flags: string } {
	return typeof value === 'object' && value !== null && 'pattern' in value && 'flags' in value
}
