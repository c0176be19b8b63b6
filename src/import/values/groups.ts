import { tidyLine } from '../../values/tidy.ts'

/**
 * The names of groups in one cell, each once whatever its letter case. Between them stands a comma, semicolon, bar or
 * line break; a name that has one of these inside is written in double quotes.
 */
export function parseGroups(cell: string): string[] {
	const names = new Map<string, string>()
	for (const [part, quoted] of cell.matchAll(PART)) {
		const name = tidyLine(quoted === undefined ? part : quoted.replaceAll('""', '"'))
		const key = name.toLowerCase()
		if (name !== '' && !names.has(key)) names.set(key, name)
	}
	return [...names.values()]
}

/** As a staged row and an export hold them: `Podpora, "Brno, sever"`. `parseGroups` reads it back. */
export function writeGroups(names: readonly string[]): string {
	return names.map((name) => (SPECIAL.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(', ')
}

/** A group's name in `groups` can be as long as this. */
export const GROUP_NAME_MAX = 100

const PART = /(?:(?<!\s)\s+)?"((?:[^"]|"")*)"(?=\s*(?:[,;|\n]|$))|[^,;|\n]+/g
const SPECIAL = /[",;|]/
