/** More is a file: a browser copies it slowly, and half of it is easily lost on the way. */
const MOST_ROWS = 1_000

type Made =
	| { file: File; problem?: undefined; rows: number }
	| { file?: undefined; problem: 'empty' | 'too_many'; rows: number }

/** What a spreadsheet puts on the clipboard is a table with tabs, cells over several lines in quotes: a file like any other. */
export function tableFile(text: string, name: string): Made {
	const trimmed = text.slice(emptyLines(text)).trimEnd()
	const rows = countRows(trimmed)
	if (rows < 2) return { problem: 'empty', rows }
	// The heading is not one of them.
	if (rows - 1 > MOST_ROWS) return { problem: 'too_many', rows: rows - 1 }
	return { file: new File([`${trimmed}\n`], name, { type: 'text/tab-separated-values' }), rows }
}

/** How many characters the empty lines in front take; blanks of the first other line are its first cell. */
function emptyLines(text: string): number {
	return text.lastIndexOf('\n', text.length - text.trimStart().length) + 1
}

/** Lines outside quotes. */
function countRows(text: string): number {
	if (text === '') return 0
	const outside = text.replace(/"(?:[^"]|"")*"/g, '')
	return outside.split(/\r\n|\r|\n/).length
}
